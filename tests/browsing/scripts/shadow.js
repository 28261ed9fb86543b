customElements.define("x-tile", class extends HTMLElement {
  connectedCallback() {
    this.attachShadow({ mode: "open" }).innerHTML = `<h3><a href="/p">${this.title}</a></h3><slot></slot>`;
  }
});
customElements.define("x-list", class extends HTMLElement {
  connectedCallback() {
    this.attachShadow({ mode: "open" }).innerHTML = "<x-tile title=Saw>sharp</x-tile><x-tile title=Axe></x-tile>";
  }
});
document.documentElement.lang = "de";
root.innerHTML = "<x-list></x-list>";
