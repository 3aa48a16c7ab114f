from django.urls import path

from gouvernail.jobs.views import jobs, letters, steering

app_name = "jobs"
urlpatterns = [
    path("", jobs.job_list, name="job_list"),
    path("letters/", letters.letter_list, name="letter_list"),
    path("letters/<int:pk>/send/", letters.send, name="letter_send"),
    path("letters/<int:pk>/drop/", letters.drop, name="letter_drop"),
    path("letters/<int:pk>/reopen/", letters.reopen, name="letter_reopen"),
    path("<int:pk>/", jobs.job_detail, name="job_detail"),
    path("<int:pk>/progress/", jobs.job_progress, name="job_progress"),
    path("<int:pk>/retry/", steering.retry, name="job_retry"),
    path("<int:pk>/cancel/", steering.cancel, name="job_cancel"),
]
