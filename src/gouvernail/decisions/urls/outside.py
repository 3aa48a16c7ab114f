from django.urls import path

from gouvernail.decisions.views import calendar

app_name = "calendars"
urlpatterns = [
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/renew", calendar.calendar_renew, name="calendar_renew"),
    path("calendar/<str:secret>.ics", calendar.feed, name="feed"),
]
