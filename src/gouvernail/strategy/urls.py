from django.urls import path

from gouvernail.strategy.views import compass, objectives

app_name = "strategy"
urlpatterns = [
    path("compass/", compass.compass, name="compass"),
    path("compass/edit", compass.compass_edit, name="compass_edit"),
    path("compass/versions", compass.compass_versions, name="compass_versions"),
    path("compass/objectives/<int:pk>/", objectives.objective, name="objective"),
    path("compass/objectives/<int:pk>/edit", objectives.objective_change, name="objective_edit"),
    path("compass/readings/<int:pk>/remove", objectives.reading_removed, name="reading_remove"),
    path("compass/readings/<int:pk>/restore", objectives.reading_restored, name="reading_restore"),
]
