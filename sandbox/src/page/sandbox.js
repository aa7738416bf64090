// Replaces the parts of the page that change, every two seconds. Without it, the page is the same until it is loaded again.
"use strict";

const live = document.getElementById("live");

async function refresh() {
  // A table that is being scrolled by keyboard keeps its focus.
  if (!document.hidden && !live.contains(document.activeElement)) {
    try {
      const response = await fetch("/live");
      if (response.ok) {
        live.innerHTML = await response.text();
      }
    } catch {
      // The sandbox has stopped, or starts again.
    }
  }
  setTimeout(refresh, 2000);
}

setTimeout(refresh, 2000);
