"""The lists people have: office sheets, edge lists and graph files, read, understood and compared before anything is written."""
