// Uploads: drop or choose, place a portrait, send to the portal's own route, hand the key of the stored file over.
(() => {
  "use strict";

  const part = (box, name) => box.querySelector(`[data-part="${name}"]`);
  const boxOf = (node) => (node instanceof Element ? node.closest("[data-file]") : null);
  const pictures = new WeakMap();
  const warned = new WeakSet();

  document.addEventListener("change", (event) => {
    const box = boxOf(event.target);
    if (!box || event.target.type !== "file") return;
    const file = event.target.files[0];
    if (file) take(box, file);
    event.target.value = "";
  });
  for (const kind of ["dragover", "dragleave", "drop"]) {
    document.addEventListener(kind, (event) => {
      const drop = event.target instanceof Element ? event.target.closest("[data-drop]") : null;
      if (!drop) return;
      event.preventDefault();
      drop.classList.toggle("is-over", kind === "dragover");
      if (kind === "drop" && event.dataTransfer.files[0]) take(boxOf(drop), event.dataTransfer.files[0]);
    });
  }

  // a photo that was placed and not yet used would be left behind: said once, then the form goes as it is
  window.addEventListener("submit", (event) => {
    const box = event.target.querySelector?.('[data-crop]:has([data-part="cropping"]:not([hidden]))');
    if (!box || warned.has(box)) return;
    event.preventDefault();
    event.stopPropagation();
    warned.add(box);
    refuse(box, box.dataset.textUnused);
    part(box, "use").focus();
  }, true);

  async function take(box, file) {
    refuse(box, "");
    warned.delete(box);
    if (!box.dataset.crop) return send(box, file, file.name);
    try {
      const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
      pictures.set(box, picture);
      for (const [name, value] of [["zoom", 100], ["across", 50], ["down", 50]]) part(box, name).value = value;
      part(box, "cropping").hidden = false;
      draw(box);
      part(box, "use").focus({ preventScroll: true });
      part(box, "cropping").scrollIntoView({ block: "nearest" });
    } catch {
      send(box, file, file.name); // not a picture that the browser can read: the server says why
    }
  }

  // ---- the crop: 10 to 13, a part of the picture chosen by size and place ----
  function cut(box) {
    const picture = pictures.get(box);
    const zoom = part(box, "zoom").value / 100;
    const whole = Math.min(picture.width / 10, picture.height / 13) / zoom;
    const [width, height] = [whole * 10, whole * 13];
    const left = (picture.width - width) * (part(box, "across").value / 100);
    const top = (picture.height - height) * (part(box, "down").value / 100);
    return { picture, left, top, width, height };
  }
  function draw(box) {
    const canvas = part(box, "canvas");
    if (canvas.height !== 520) [canvas.width, canvas.height] = [400, 520]; // 10 to 13, as it is kept
    const { picture, left, top, width, height } = cut(box);
    const pen = canvas.getContext("2d", { willReadFrequently: true });
    pen.drawImage(picture, left, top, width, height, 0, 0, canvas.width, canvas.height);
    const [leastWidth, leastHeight] = box.dataset.least.split("x").map(Number);
    const seen = background(pen, canvas);
    tell(box, "large", width >= leastWidth && height >= leastHeight);
    tell(box, "light", seen.brightness > 110);
    tell(box, "plain", seen.spread < 42);
  }
  // the two upper corners and the upper edges, where there should be nothing but wall
  function background(pen, canvas) {
    const values = [];
    const { width, height } = canvas;
    for (const from of [0, width * 0.85]) {
      const { data } = pen.getImageData(from, height * 0.03, width * 0.15, height * 0.35);
      for (let i = 0; i < data.length; i += 64) values.push(0.3 * data[i] + 0.59 * data[i + 1] + 0.11 * data[i + 2]);
    }
    const brightness = values.reduce((sum, value) => sum + value, 0) / values.length;
    const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - brightness) ** 2, 0) / values.length);
    return { brightness, spread };
  }
  function tell(box, name, isGood) {
    box.querySelector(`[data-good="${name}"]`).hidden = !isGood;
    box.querySelector(`[data-mend="${name}"]`).hidden = isGood;
  }
  document.addEventListener("input", (event) => {
    const box = boxOf(event.target);
    if (box && event.target.type === "range" && pictures.has(box)) draw(box);
  });
  let held = null;
  document.addEventListener("pointerdown", (event) => {
    if (event.target.dataset?.part !== "canvas") return;
    held = { box: boxOf(event.target), x: event.clientX, y: event.clientY };
    event.target.setPointerCapture(event.pointerId);
  });
  document.addEventListener("pointermove", (event) => {
    if (!held || !pictures.has(held.box)) return;
    const { picture, width, height } = cut(held.box);
    const shown = part(held.box, "canvas").clientWidth / width;
    move(part(held.box, "across"), event.clientX - held.x, (picture.width - width) * shown);
    move(part(held.box, "down"), event.clientY - held.y, (picture.height - height) * shown);
    held = { box: held.box, x: event.clientX, y: event.clientY };
    draw(held.box);
  });
  const move = (slider, by, room) => { if (room > 0.5) slider.valueAsNumber -= (by / room) * 100; };
  for (const kind of ["pointerup", "pointercancel"]) document.addEventListener(kind, () => { held = null; });
  document.addEventListener("click", (event) => {
    if (event.target.dataset?.part !== "use") return;
    const box = boxOf(event.target);
    const { picture, left, top, width, height } = cut(box);
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(Math.min(width, 960));
    canvas.height = Math.round(canvas.width * 1.3);
    canvas.getContext("2d").drawImage(picture, left, top, width, height, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => send(box, blob, "photo.jpg"), "image/jpeg", 0.9);
  });

  // ---- sending ----
  function send(box, file, name) {
    const most = Number(box.dataset.most);
    if (most && file.size > most) return refuse(box, box.dataset.textLarge);
    const body = new FormData();
    body.append("file", file, name);
    const request = new XMLHttpRequest();
    request.open("POST", box.dataset.action);
    request.responseType = "json";
    request.setRequestHeader("Accept-Language", document.documentElement.lang);
    request.upload.onprogress = (event) => { if (event.lengthComputable) progress(box, event.loaded / event.total); };
    request.onload = () => answered(box, request);
    request.onerror = () => refuse(box, box.dataset.textFailed);
    progress(box, 0);
    request.send(body);
  }
  function progress(box, share) {
    const percent = String(Math.round(share * 100));
    part(box, "bar").hidden = false;
    part(box, "fill").style.width = `${percent}%`;
    part(box, "percent").textContent = box.dataset.textSent.replace("{percent}", percent);
  }
  function refuse(box, sentence) {
    part(box, "bar").hidden = true;
    part(box, "problem").textContent = sentence;
    part(box, "refused").hidden = !sentence;
  }
  function answered(box, request) {
    const answer = request.response || {};
    if (request.status !== 200 || !answer.file) return refuse(box, answer.problem || box.dataset.textFailed);
    refuse(box, "");
    if (box.dataset.crop) part(box, "cropping").hidden = true;
    const carrier = part(box, "key");
    // the framework listens to input events, and only believes a value set past its own tracking
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(carrier, answer.file);
    carrier.dispatchEvent(new Event("input", { bubbles: true }));
  }
})();
