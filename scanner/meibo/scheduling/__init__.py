"""What a scheduler is told: a systemd service and timer, a cron line, a Windows task."""
