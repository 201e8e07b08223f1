// Where the desk's program comes from. On the voter's page another file stands here: the program is in the page's own script
// (booth/page_files.py), so that nothing is fetched later.
export const worker = () => new Worker(new URL("worker.js", import.meta.url), { type: "module" });
export const here = async () => (await import("./worker.js")).answer;
