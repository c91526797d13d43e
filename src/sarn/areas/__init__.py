"""Country, cluster, province, amphoe, tambon, village, khum: codes as text, dated."""
