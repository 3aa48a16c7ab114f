"""The command: read files, judge them, say it on the screen and in reports. The only part that reads the clock."""
