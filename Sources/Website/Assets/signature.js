// Writing a signature on the screen. Strokes are kept as points x,y in 0 … 1000 of a field three times as wide as high, parted by ";".
// Without it, or without a pen, a typed name is enough.
const mostCharacters = 20000;

function open(pad) {
  const field = pad.closest("form").querySelector("[data-strokes]");
  const canvas = document.createElement("canvas");
  const ratio = window.devicePixelRatio || 1;
  pad.hidden = false;
  pad.append(canvas);
  canvas.width = canvas.clientWidth * ratio;
  canvas.height = canvas.clientHeight * ratio;
  const ink = canvas.getContext("2d");
  ink.lineWidth = 2.5 * ratio;
  ink.lineCap = "round";
  ink.strokeStyle = getComputedStyle(canvas).color;
  const clear = document.createElement("button");
  clear.type = "button";
  clear.className = "link-button";
  clear.textContent = "重写";
  pad.append(clear);
  let strokes = [];
  let stroke = null;

  function at(event) {
    const frame = canvas.getBoundingClientRect();
    return [(event.clientX - frame.left) / frame.width, (event.clientY - frame.top) / frame.height];
  }

  canvas.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    stroke = [at(event)];
    strokes.push(stroke);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!stroke) { return; }
    const point = at(event);
    const before = stroke[stroke.length - 1];
    stroke.push(point);
    ink.beginPath();
    ink.moveTo(before[0] * canvas.width, before[1] * canvas.height);
    ink.lineTo(point[0] * canvas.width, point[1] * canvas.height);
    ink.stroke();
  });
  for (const end of ["pointerup", "pointercancel"]) {
    canvas.addEventListener(end, () => {
      stroke = null;
      const text = strokes.map((one) => one.map(([x, y]) => `${Math.round(x * 1000)},${Math.round(y * 333)}`).join(" ")).join(";");
      field.value = text.length <= mostCharacters ? text : "";
    });
  }
  clear.addEventListener("click", () => {
    strokes = [];
    field.value = "";
    ink.clearRect(0, 0, canvas.width, canvas.height);
  });
}

for (const pad of document.querySelectorAll("[data-pad]")) { open(pad); }
