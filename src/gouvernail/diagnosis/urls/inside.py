from django.urls import path

from gouvernail.diagnosis.views import annotations, comparison, evidence, exports, repair, reports, shares

app_name = "diagnosis"
urlpatterns = [
    path("", reports.report_list, name="report_list"),
    path("sample/", reports.sample_make_view, name="sample_make"),
    path("compare/", comparison.report_compare, name="report_compare"),
    path("imports/<int:pk>/diagnose/", reports.report_make_view, name="report_make"),
    path("<int:pk>/", reports.report_detail, name="report_detail"),
    path("<int:pk>/rename/", reports.report_rename_view, name="report_rename"),
    path("<int:pk>/remove/", reports.report_remove_view, name="report_remove"),
    path("<int:pk>/restore/", reports.report_restore_view, name="report_restore"),
    path("<int:pk>/associate/<str:code>/", repair.report_repair_view, name="report_repair"),
    path("<int:pk>/rows/promises/", evidence.promises_rows, name="promises_rows"),
    path("<int:pk>/rows/cause/<slug:part>/", evidence.cause_rows, name="cause_rows"),
    path("<int:pk>/rows/indicator/<slug:part>/", evidence.indicator_rows, name="indicator_rows"),
    path("<int:pk>/notes/<slug:about>/", annotations.annotation_add_view, name="annotation_add"),
    path("<int:pk>/notes/<slug:about>/<slug:part>/", annotations.annotation_add_view, name="annotation_add"),
    path("<int:pk>/note/<int:note>/", annotations.annotation_edit_view, name="annotation_edit"),
    path("<int:pk>/note/<int:note>/remove/", annotations.annotation_remove_view, name="annotation_remove"),
    path("<int:pk>/note/<int:note>/restore/", annotations.annotation_restore_view, name="annotation_restore"),
    path("<int:pk>/export/<slug:kind>/", exports.export_make_view, name="export_make"),
    path("<int:pk>/exports/<int:export>/", exports.export_detail, name="export_detail"),
    path("<int:pk>/exports/<int:export>/file", exports.export_file, name="export_file"),
    path("<int:pk>/share/", shares.share_list, name="share_list"),
    path("<int:pk>/share/<int:link>/revoke/", shares.share_revoke_view, name="share_revoke"),
]
