// Start the page, and say so if it cannot start: without its configuration no other module runs.
import("./app.js").catch((error) => {
  const result = document.getElementById("result");
  result.dataset.kind = "bad";
  result.textContent = `This page could not start: ${error.message}`;
});
