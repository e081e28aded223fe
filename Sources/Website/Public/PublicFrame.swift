/// Rooms of a campaign for everybody, in the order of its navigation.
enum PublicRoom: String, Sendable, CaseIterable {
  case home = ""
  case requirements
  case preparation
  case questions
  case contacts
  case notice

  var label: String {
    switch self {
    case .home: "拍摄时间"
    case .requirements: "照片要求"
    case .preparation: "怎样准备"
    case .questions: "常见问题"
    case .contacts: "联系方式"
    case .notice: "通知"
    }
  }

  func address(_ campaignID: String) -> String {
    self == .home ? PublicAddress.campaign(campaignID) : "\(PublicAddress.campaign(campaignID))/\(rawValue)"
  }
}

/// What stands around a page for everybody: no sign-in, no cookie, nothing about who looks.
struct PublicFrame: Sendable {
  /// Under the name of the site, such as the campaign.
  var under = "高校毕业生图像信息采集"
  /// Whose rooms are shown; nil before a campaign is chosen.
  var campaignID: String?
  /// Nil for a page below a room.
  var here: PublicRoom?

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
          Tag.div(.class("who")) {
            Tag.a("毕业生登录", .href("/my"))
            Tag.a("工作人员登录", .href("/sign-in"))
          }
        }
      }
      rooms
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
      Tag.footer(.class("foot")) { Tag.p("这里没有学生的个人信息。浏览不用登录，不用 Cookie，也不统计谁看过。") }
    }
  }

  private var rooms: HTML {
    guard let campaignID else { return .nothing }
    return Tag.nav(.class("public-rooms"), .aria("label", "本次采集")) {
      Tag.ul {
        for room in PublicRoom.allCases {
          Tag.li { Tag.a(room.label, .href(room.address(campaignID)), .aria("current", room == here ? "page" : nil)) }
        }
      }
    }
  }

  private static func trailList(_ trail: [Frame.Crumb]) -> HTML {
    guard !trail.isEmpty else { return .nothing }
    return Tag.nav(.class("trail"), .aria("label", "位置")) {
      Tag.ol { for crumb in trail { Tag.li { Tag.a(crumb.label, .href(crumb.address)) } } }
    }
  }
}
