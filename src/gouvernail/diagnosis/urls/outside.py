from django.urls import path

from gouvernail.diagnosis.views import shares

app_name = "diagnosis_shared"
urlpatterns = [
    path("shared/reports/<str:secret>/", shares.report_shared, name="report"),
]
