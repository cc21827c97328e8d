"""Components: functions of their arguments; they never import a State."""
