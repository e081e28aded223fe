/// What stands around a page for everybody: no sign-in, no cookie, nothing about who looks.
struct PublicFrame: Sendable {
  /// Under the name of the site, such as the campaign.
  var under = "高校毕业生图像信息采集"

  func page(
    _ title: String, lead: String? = nil, trail: [Frame.Crumb] = [], @HTMLBuilder content: () -> HTML
  ) -> Document {
    let content = content()
    return Document(title: title) {
      Tag.a("跳到正文", .class("skip"), .href("#work"))
      Tag.header(.class("top")) {
        Tag.div(.class("top-in")) {
          Frame.brand(address: "/public")
          Tag.span(under, .class("campaign"))
          Tag.div(.class("who")) { Tag.a("工作人员登录", .href("/sign-in")) }
        }
      }
      Tag.div(.class("frame alone")) {
        Tag.main(.id("work"), .set(.tabindex, "-1")) {
          Self.trailList(trail)
          Tag.div(.class("heading")) {
            Tag.h1(title)
            if let lead { Tag.p(lead) }
          }
          content
        }
      }
      Tag.footer(.class("foot")) { Tag.p("这里只公布班级、时间和地点，没有学生的个人信息。") }
    }
  }

  private static func trailList(_ trail: [Frame.Crumb]) -> HTML {
    guard !trail.isEmpty else { return .nothing }
    return Tag.nav(.class("trail"), .aria("label", "位置")) {
      Tag.ol { for crumb in trail { Tag.li { Tag.a(crumb.label, .href(crumb.address)) } } }
    }
  }
}
