"""Level L2: ballots sealed on the voter's device, a board that anyone can check, keys held by the tellers.

questions  the question list as Belenios questions, and totals back as counts of the question list
board      the archive in the database: append and read
ceremony   the trustees' stations: key, shares, result
box        what settings.BALLOT_BOXES names for level L2
casting    one sealed ballot comes in, or is opened for a test
pages      the doors
"""
