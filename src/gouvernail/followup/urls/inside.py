from django.urls import path

from gouvernail.followup.views import late, notices, preferences, week

app_name = "followup"
urlpatterns = [
    path("", week.my_week, name="my_week"),
    path("my-week/answer", week.line_answer, name="line_answer"),
    path("my-week/<int:pk>/reopen", week.line_reopened, name="line_reopen"),
    path("notices/", notices.notice_list, name="notice_list"),
    path("notices/read", notices.notices_read, name="notices_read"),
    path("notices/<int:pk>/open", notices.notice_open, name="notice_open"),
    path("follow-up/late", late.late, name="late"),
    path("follow-up/", preferences.policy, name="policy"),
]
