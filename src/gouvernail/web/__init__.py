"""The shell: base template, components, navigation, language, errors. It knows no other room."""
