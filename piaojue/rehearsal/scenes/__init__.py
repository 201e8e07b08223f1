"""One scene a room: how its people act in a rehearsal. Scenes call actions only."""
