// An embedded chart tells the page around it how high it is, in the dialects in use. It says nothing
// else, so anybody may hear it.

(() => {
  const { body } = document;
  if (!body.classList.contains("embed")) return;
  if (parent === window) {
    // Links open beside the page that embeds the chart; here there is none.
    document.querySelector("base")?.remove();
    return;
  }
  const { chart } = document.querySelector("figure[data-chart]").dataset;
  let told = 0;

  const tell = (height) => {
    told = height;
    const say = (message) => parent.postMessage(message, "*");
    say({ "datawrapper-height": { [chart]: height } });
    say({ sentinel: "amp", type: "embed-size", height }); // amp-iframe
    // Embedly, Medium: as text
    say(JSON.stringify({ src: location.href, context: "iframe.resize", height }));
  };

  // The body's own height: that of the document is never less than the frame's, and so would never
  // shrink. None while the frame is hidden.
  const measure = () => Math.ceil(body.getBoundingClientRect().height);

  new ResizeObserver(() => {
    const height = measure();
    if (height && height !== told) tell(height);
  }).observe(body);
  // Once more when all is there, for a parent that began to listen late.
  addEventListener("load", () => measure() && tell(measure()));
})();
