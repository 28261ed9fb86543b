// The page as it stands, without what it says to browsers that run no scripts, with what its open shadow roots hold put
// in their place. Null where it is longer than `most`.
(most) => {
  const roots = [];
  const collect = (tree) => {
    for (const element of tree.querySelectorAll("*")) {
      if (element.shadowRoot) {
        roots.push(element.shadowRoot);
        collect(element.shadowRoot);
      }
    }
  };
  collect(document);
  for (const element of document.querySelectorAll("noscript")) element.textContent = "";
  const whole = document.documentElement;
  let html = whole.outerHTML;
  if (roots.length && html.length <= most) {
    const copy = new DOMParser().parseFromString(whole.getHTML({ shadowRoots: roots }), "text/html");
    for (const { name, value } of whole.attributes) copy.documentElement.setAttribute(name, value);
    let templates;
    while ((templates = copy.querySelectorAll("template[shadowrootmode]")).length) {
      for (const template of templates) template.replaceWith(template.content);
    }
    html = copy.documentElement.outerHTML;
  }
  return html.length > most ? null : "<!DOCTYPE html>" + html;
}
