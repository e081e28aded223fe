import GraduatePhotos
import Hummingbird
import Workflow

/// The ways to take Annex 3 away.
struct AnnexLinks: Sendable {
  /// Of the file.
  let address: String
  /// The page for everybody; nil on that page itself.
  var publicAddress: String?

  var html: HTML {
    Tag.p(.class("downloads")) {
      for order in AnnexOrder.allCases {
        for format in AnnexFormat.allCases {
          Tag.a(
            "\(order.chineseName)（\(format == .pdf ? "PDF" : "Excel")）",
            .href(WebAddress.path(address, query: [("format", format.rawValue), ("order", order.rawValue)])), .download())
        }
      }
      if let publicAddress { Tag.a("学生看到的页面（不用登录）", .href(publicAddress)) }
    }
  }
}

extension Call {
  /// What a link of `AnnexLinks` asks for.
  var annexChoice: (format: AnnexFormat, order: AnnexOrder) {
    (AnnexFormat(rawValue: query("format")) ?? .pdf, AnnexOrder(rawValue: query("order")) ?? .date)
  }
}
