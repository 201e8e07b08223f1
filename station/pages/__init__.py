"""The station in a browser of this computer: plain pages over `station.desk`, without any script that is needed."""
