"""The mini-program shell: one page of WeChat's that shows the site (`web-view`). `build` writes it as a zip for WeChat's own tool."""
