"""Doors of the city's pages."""

from django.urls import path

from piaojue.journey import pages, pages_board, pages_city, pages_home, pages_project, pages_session

urlpatterns = [
    path("", pages_home.home, name="home"),
    path("choose/<slug:what>/", pages.choose, name="choose"),
    path("search/", pages.search, name="search"),
    path("echo/", pages.echo, name="echo_wall"),
    path("city/<place:place>/", pages_city.city_board, name="city_board"),
    path("city/<place:place>/wall/", pages_city.wall, name="city_wall"),
    path("city/<place:place>/years/", pages_city.city_years, name="city_years"),
    path("city/<place:place>/years.xlsx", pages_city.city_years_file, name="city_years_file"),
    path("city/<place:place>/leader/", pages_city.leader, name="leader"),
    path("measures/", pages_city.measures, name="measures"),
    path("sittings/<int:pk>/order/", pages_session.session_order, name="session_order"),
    path("p/<str:code>/", pages_project.project, name="project"),
    path("s/<int:pk>/way/", pages.way, name="way"),
    path("d/<int:pk>/from/", pages.demand_ways, name="demand_ways"),
    path("<place:place>/<int:number>/", pages.year_page, name="year"),
    path("<place:place>/<int:number>/board/", pages_board.board, name="board"),
    path("<place:place>/<int:number>/board.xlsx", pages_board.board_file, name="board_file"),
    path("<place:place>/<int:number>/board.pdf", pages_board.board_slides, name="board_slides"),
    path("<place:place>/<int:number>/checkpoints.pdf", pages_board.questions_slides, name="questions_slides"),
    path("<place:place>/<int:number>/coverage/", pages_board.coverage, name="coverage"),
    path("<place:place>/<int:number>/coverage.<slug:kind>", pages_board.coverage_file, name="coverage_file"),
    path("<place:place>/<int:number>/echo/", pages.echo, name="echo"),
    path("<place:place>/<int:number>/data/", pages.open_data, name="open_data"),
    path("<place:place>/<int:number>/data/<slug:name>.<slug:kind>", pages.data_file, name="data_file"),
]
