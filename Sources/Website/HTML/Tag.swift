/// The elements of HTML, one function each.
///
/// `Tag.p { "文字" }`, `Tag.td("文字")`, `Tag.input(.set(.name, "phone"))`. The short form with a `String` is for the many
/// elements that hold nothing but text.
enum Tag {
  static func html(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { .nothing }) -> HTML {
    element("html", attributes, content())
  }
  static func html(_ text: String, _ attributes: Attribute...) -> HTML { element("html", attributes, .text(text)) }
  static func head(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { .nothing }) -> HTML {
    element("head", attributes, content())
  }
  static func head(_ text: String, _ attributes: Attribute...) -> HTML { element("head", attributes, .text(text)) }
  static func body(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { .nothing }) -> HTML {
    element("body", attributes, content())
  }
  static func body(_ text: String, _ attributes: Attribute...) -> HTML { element("body", attributes, .text(text)) }
  static func header(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { .nothing }) -> HTML {
    element("header", attributes, content())
  }
  static func header(_ text: String, _ attributes: Attribute...) -> HTML { element("header", attributes, .text(text)) }
  static func footer(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { .nothing }) -> HTML {
    element("footer", attributes, content())
  }
  static func footer(_ text: String, _ attributes: Attribute...) -> HTML { element("footer", attributes, .text(text)) }
  static func main(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { .nothing }) -> HTML {
    element("main", attributes, content())
  }
  static func main(_ text: String, _ attributes: Attribute...) -> HTML { element("main", attributes, .text(text)) }
  static func nav(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { .nothing }) -> HTML {
    element("nav", attributes, content())
  }
  static func nav(_ text: String, _ attributes: Attribute...) -> HTML { element("nav", attributes, .text(text)) }
  static func section(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { .nothing }) -> HTML {
    element("section", attributes, content())
  }
  static func section(_ text: String, _ attributes: Attribute...) -> HTML { element("section", attributes, .text(text)) }
  static func article(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { .nothing }) -> HTML {
    element("article", attributes, content())
  }
  static func article(_ text: String, _ attributes: Attribute...) -> HTML { element("article", attributes, .text(text)) }
  static func aside(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { .nothing }) -> HTML {
    element("aside", attributes, content())
  }
  static func aside(_ text: String, _ attributes: Attribute...) -> HTML { element("aside", attributes, .text(text)) }
  static func div(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { .nothing }) -> HTML {
    element("div", attributes, content())
  }
  static func div(_ text: String, _ attributes: Attribute...) -> HTML { element("div", attributes, .text(text)) }
  static func span(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { .nothing }) -> HTML {
    element("span", attributes, content())
  }
  static func span(_ text: String, _ attributes: Attribute...) -> HTML { element("span", attributes, .text(text)) }
  static func p(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { .nothing }) -> HTML {
    element("p", attributes, content())
  }
  static func p(_ text: String, _ attributes: Attribute...) -> HTML { element("p", attributes, .text(text)) }
  static func h1(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { .nothing }) -> HTML {
    element("h1", attributes, content())
  }
  static func h1(_ text: String, _ attributes: Attribute...) -> HTML { element("h1", attributes, .text(text)) }
  static func h2(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { .nothing }) -> HTML {
    element("h2", attributes, content())
  }
  static func h2(_ text: String, _ attributes: Attribute...) -> HTML { element("h2", attributes, .text(text)) }
  static func h3(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { .nothing }) -> HTML {
    element("h3", attributes, content())
  }
  static func h3(_ text: String, _ attributes: Attribute...) -> HTML { element("h3", attributes, .text(text)) }
  static func h4(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { .nothing }) -> HTML {
    element("h4", attributes, content())
  }
  static func h4(_ text: String, _ attributes: Attribute...) -> HTML { element("h4", attributes, .text(text)) }
  static func ul(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { .nothing }) -> HTML {
    element("ul", attributes, content())
  }
  static func ul(_ text: String, _ attributes: Attribute...) -> HTML { element("ul", attributes, .text(text)) }
  static func ol(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { .nothing }) -> HTML {
    element("ol", attributes, content())
  }
  static func ol(_ text: String, _ attributes: Attribute...) -> HTML { element("ol", attributes, .text(text)) }
  static func li(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { .nothing }) -> HTML {
    element("li", attributes, content())
  }
  static func li(_ text: String, _ attributes: Attribute...) -> HTML { element("li", attributes, .text(text)) }
  static func dl(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { .nothing }) -> HTML {
    element("dl", attributes, content())
  }
  static func dl(_ text: String, _ attributes: Attribute...) -> HTML { element("dl", attributes, .text(text)) }
  static func dt(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { .nothing }) -> HTML {
    element("dt", attributes, content())
  }
  static func dt(_ text: String, _ attributes: Attribute...) -> HTML { element("dt", attributes, .text(text)) }
  static func dd(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { .nothing }) -> HTML {
    element("dd", attributes, content())
  }
  static func dd(_ text: String, _ attributes: Attribute...) -> HTML { element("dd", attributes, .text(text)) }
  static func table(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { .nothing }) -> HTML {
    element("table", attributes, content())
  }
  static func table(_ text: String, _ attributes: Attribute...) -> HTML { element("table", attributes, .text(text)) }
  static func caption(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { .nothing }) -> HTML {
    element("caption", attributes, content())
  }
  static func caption(_ text: String, _ attributes: Attribute...) -> HTML { element("caption", attributes, .text(text)) }
  static func thead(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { .nothing }) -> HTML {
    element("thead", attributes, content())
  }
  static func thead(_ text: String, _ attributes: Attribute...) -> HTML { element("thead", attributes, .text(text)) }
  static func tbody(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { .nothing }) -> HTML {
    element("tbody", attributes, content())
  }
  static func tbody(_ text: String, _ attributes: Attribute...) -> HTML { element("tbody", attributes, .text(text)) }
  static func tfoot(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { .nothing }) -> HTML {
    element("tfoot", attributes, content())
  }
  static func tfoot(_ text: String, _ attributes: Attribute...) -> HTML { element("tfoot", attributes, .text(text)) }
  static func tr(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { .nothing }) -> HTML {
    element("tr", attributes, content())
  }
  static func tr(_ text: String, _ attributes: Attribute...) -> HTML { element("tr", attributes, .text(text)) }
  static func th(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { .nothing }) -> HTML {
    element("th", attributes, content())
  }
  static func th(_ text: String, _ attributes: Attribute...) -> HTML { element("th", attributes, .text(text)) }
  static func td(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { .nothing }) -> HTML {
    element("td", attributes, content())
  }
  static func td(_ text: String, _ attributes: Attribute...) -> HTML { element("td", attributes, .text(text)) }
  static func form(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { .nothing }) -> HTML {
    element("form", attributes, content())
  }
  static func form(_ text: String, _ attributes: Attribute...) -> HTML { element("form", attributes, .text(text)) }
  static func fieldset(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { .nothing }) -> HTML {
    element("fieldset", attributes, content())
  }
  static func fieldset(_ text: String, _ attributes: Attribute...) -> HTML { element("fieldset", attributes, .text(text)) }
  static func legend(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { .nothing }) -> HTML {
    element("legend", attributes, content())
  }
  static func legend(_ text: String, _ attributes: Attribute...) -> HTML { element("legend", attributes, .text(text)) }
  static func label(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { .nothing }) -> HTML {
    element("label", attributes, content())
  }
  static func label(_ text: String, _ attributes: Attribute...) -> HTML { element("label", attributes, .text(text)) }
  static func button(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { .nothing }) -> HTML {
    element("button", attributes, content())
  }
  static func button(_ text: String, _ attributes: Attribute...) -> HTML { element("button", attributes, .text(text)) }
  static func select(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { .nothing }) -> HTML {
    element("select", attributes, content())
  }
  static func select(_ text: String, _ attributes: Attribute...) -> HTML { element("select", attributes, .text(text)) }
  static func optgroup(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { .nothing }) -> HTML {
    element("optgroup", attributes, content())
  }
  static func optgroup(_ text: String, _ attributes: Attribute...) -> HTML { element("optgroup", attributes, .text(text)) }
  static func option(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { .nothing }) -> HTML {
    element("option", attributes, content())
  }
  static func option(_ text: String, _ attributes: Attribute...) -> HTML { element("option", attributes, .text(text)) }
  static func textarea(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { .nothing }) -> HTML {
    element("textarea", attributes, content())
  }
  static func textarea(_ text: String, _ attributes: Attribute...) -> HTML { element("textarea", attributes, .text(text)) }
  static func output(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { .nothing }) -> HTML {
    element("output", attributes, content())
  }
  static func output(_ text: String, _ attributes: Attribute...) -> HTML { element("output", attributes, .text(text)) }
  static func progress(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { .nothing }) -> HTML {
    element("progress", attributes, content())
  }
  static func progress(_ text: String, _ attributes: Attribute...) -> HTML { element("progress", attributes, .text(text)) }
  static func strong(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { .nothing }) -> HTML {
    element("strong", attributes, content())
  }
  static func strong(_ text: String, _ attributes: Attribute...) -> HTML { element("strong", attributes, .text(text)) }
  static func em(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { .nothing }) -> HTML {
    element("em", attributes, content())
  }
  static func em(_ text: String, _ attributes: Attribute...) -> HTML { element("em", attributes, .text(text)) }
  static func b(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { .nothing }) -> HTML {
    element("b", attributes, content())
  }
  static func b(_ text: String, _ attributes: Attribute...) -> HTML { element("b", attributes, .text(text)) }
  static func small(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { .nothing }) -> HTML {
    element("small", attributes, content())
  }
  static func small(_ text: String, _ attributes: Attribute...) -> HTML { element("small", attributes, .text(text)) }
  static func code(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { .nothing }) -> HTML {
    element("code", attributes, content())
  }
  static func code(_ text: String, _ attributes: Attribute...) -> HTML { element("code", attributes, .text(text)) }
  static func kbd(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { .nothing }) -> HTML {
    element("kbd", attributes, content())
  }
  static func kbd(_ text: String, _ attributes: Attribute...) -> HTML { element("kbd", attributes, .text(text)) }
  static func pre(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { .nothing }) -> HTML {
    element("pre", attributes, content())
  }
  static func pre(_ text: String, _ attributes: Attribute...) -> HTML { element("pre", attributes, .text(text)) }
  static func a(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { .nothing }) -> HTML {
    element("a", attributes, content())
  }
  static func a(_ text: String, _ attributes: Attribute...) -> HTML { element("a", attributes, .text(text)) }
  static func details(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { .nothing }) -> HTML {
    element("details", attributes, content())
  }
  static func details(_ text: String, _ attributes: Attribute...) -> HTML { element("details", attributes, .text(text)) }
  static func summary(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { .nothing }) -> HTML {
    element("summary", attributes, content())
  }
  static func summary(_ text: String, _ attributes: Attribute...) -> HTML { element("summary", attributes, .text(text)) }
  static func figure(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { .nothing }) -> HTML {
    element("figure", attributes, content())
  }
  static func figure(_ text: String, _ attributes: Attribute...) -> HTML { element("figure", attributes, .text(text)) }
  static func figcaption(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { .nothing }) -> HTML {
    element("figcaption", attributes, content())
  }
  static func figcaption(_ text: String, _ attributes: Attribute...) -> HTML { element("figcaption", attributes, .text(text)) }
  static func time(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { .nothing }) -> HTML {
    element("time", attributes, content())
  }
  static func time(_ text: String, _ attributes: Attribute...) -> HTML { element("time", attributes, .text(text)) }
  static func abbr(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { .nothing }) -> HTML {
    element("abbr", attributes, content())
  }
  static func abbr(_ text: String, _ attributes: Attribute...) -> HTML { element("abbr", attributes, .text(text)) }
  static func bdi(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { .nothing }) -> HTML {
    element("bdi", attributes, content())
  }
  static func bdi(_ text: String, _ attributes: Attribute...) -> HTML { element("bdi", attributes, .text(text)) }
  static func mark(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { .nothing }) -> HTML {
    element("mark", attributes, content())
  }
  static func mark(_ text: String, _ attributes: Attribute...) -> HTML { element("mark", attributes, .text(text)) }
  static func noscript(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { .nothing }) -> HTML {
    element("noscript", attributes, content())
  }
  static func noscript(_ text: String, _ attributes: Attribute...) -> HTML { element("noscript", attributes, .text(text)) }
  static func title(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { .nothing }) -> HTML {
    element("title", attributes, content())
  }
  static func title(_ text: String, _ attributes: Attribute...) -> HTML { element("title", attributes, .text(text)) }
  static func script(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { .nothing }) -> HTML {
    element("script", attributes, content())
  }
  static func script(_ text: String, _ attributes: Attribute...) -> HTML { element("script", attributes, .text(text)) }

  // Void elements: they have no content and no end tag.
  static func meta(_ attributes: Attribute...) -> HTML { start("meta", attributes) }
  static func link(_ attributes: Attribute...) -> HTML { start("link", attributes) }
  static func input(_ attributes: Attribute...) -> HTML { start("input", attributes) }
  static func img(_ attributes: Attribute...) -> HTML { start("img", attributes) }
  static func br(_ attributes: Attribute...) -> HTML { start("br", attributes) }
  static func hr(_ attributes: Attribute...) -> HTML { start("hr", attributes) }
  static func col(_ attributes: Attribute...) -> HTML { start("col", attributes) }
}
