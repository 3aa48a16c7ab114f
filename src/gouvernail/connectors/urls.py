from django.urls import path

from gouvernail.connectors.views import backlog_imports, imports, mapping, workspace_export

app_name = "connectors"
urlpatterns = [
    path("diagnosis/imports/new/", imports.import_create_view, name="import_create"),
    path("diagnosis/imports/<int:pk>/", imports.import_detail, name="import_detail"),
    path("diagnosis/imports/<int:pk>/correct/", mapping.import_correct_view, name="import_correct"),
    path("diagnosis/imports/<int:pk>/undo/", imports.import_undo_view, name="import_undo"),
    path("diagnosis/imports/<int:pk>/restore/", imports.import_restore_view, name="import_restore"),
    path("diagnosis/imports/<int:pk>/mapping.toml", mapping.import_mapping, name="import_mapping"),
    path("diagnosis/imports/<int:pk>/backlog/", backlog_imports.import_backlog, name="import_backlog"),
    path("backlog/imports/", backlog_imports.backlog_import_list, name="backlog_import_list"),
    path("backlog/imports/<int:pk>/", backlog_imports.backlog_import_detail, name="backlog_import_detail"),
    path("backlog/imports/<int:pk>/choose/", backlog_imports.backlog_import_chosen, name="backlog_import_choose"),
    path("backlog/imports/<int:pk>/undo/", backlog_imports.backlog_import_undone, name="backlog_import_undo"),
    path("backlog/imports/<int:pk>/restore/", backlog_imports.backlog_import_restored, name="backlog_import_restore"),
    path("diagnosis/sources/", mapping.source_list, name="source_list"),
    path("diagnosis/sources/<int:pk>/forget/", mapping.source_forget_view, name="source_forget"),
    path("settings/export/", workspace_export.workspace_export, name="workspace_export"),
    path("settings/export/<int:pk>/", workspace_export.workspace_export_file, name="workspace_export_file"),
]
