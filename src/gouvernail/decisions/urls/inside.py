from django.urls import path

from gouvernail.decisions.views import meetings, register, rituals, trail

app_name = "decisions"
urlpatterns = [
    path("rituals/", rituals.ritual_list, name="ritual_list"),
    path("rituals/new", rituals.ritual_new, name="ritual_new"),
    path("rituals/usual", rituals.ritual_usual, name="ritual_usual"),
    path("rituals/<int:pk>/", rituals.ritual_detail, name="ritual_detail"),
    path("rituals/<int:pk>/edit", rituals.ritual_change, name="ritual_edit"),
    path("rituals/<int:pk>/stop", rituals.ritual_stopped, name="ritual_stop"),
    path("rituals/<int:pk>/start", rituals.ritual_started, name="ritual_start"),
    path("meetings/<int:pk>/hold", meetings.meeting_held, name="meeting_hold"),
    path("meetings/<int:pk>/skip", meetings.meeting_skipped, name="meeting_skip"),
    path("meetings/<int:pk>/move", meetings.meeting_moved, name="meeting_move"),
    path("meetings/<int:pk>/reopen", meetings.meeting_reopened, name="meeting_reopen"),
    path("decisions/", register.decision_list, name="decision_list"),
    path("decisions/export.csv", register.decision_export, name="decision_export"),
    path("decisions/chain.jsonl", register.decision_chain, name="decision_chain"),
    path("decisions/<int:pk>/", register.decision_detail, name="decision_detail"),
    path("trail/", trail.trail, name="trail"),
    path("trail/export.csv", trail.trail_export, name="trail_export"),
]
