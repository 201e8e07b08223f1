"""存为视图: filters of a list that somebody keeps under a name, one desk as much as another."""
