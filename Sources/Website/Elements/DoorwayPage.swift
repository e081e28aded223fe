/// A page before the frame: signing in, a second factor, an invitation, a fault.
///
/// One narrow card.
struct DoorwayPage: Sendable {
  var title: String
  /// A line under the name of the site, such as the campaign.
  var under: String?
  /// Whom to ask when it does not work.
  var help: String?

  func document(@HTMLBuilder content: () -> HTML) -> Document {
    let content = content()
    return Document(title: title, bodyClass: "doorway") {
      Tag.main(.class("doorway-page")) {
        Frame.brand(address: "/")
        Tag.p(under ?? "高校毕业生图像信息采集", .class("under"))
        Tag.section(.class("card")) { content }
        if let help { Tag.p(help, .class("help")) }
      }
    }
  }
}
