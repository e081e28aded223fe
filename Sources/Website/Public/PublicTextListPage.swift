import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// 公开页面: what everybody reads about the campaign, and where its texts are written (N6).
struct PublicTextListPage: Sendable {
  let call: Call
  let keeper: any CampaignKeeper

  func show() async throws -> Response {
    let campaignID = call.part("campaign")
    let frame = try await call.frame(campaign: campaignID)
    var rows: [[DataTable.Cell]] = []
    var path = ""
    for page in PublicTextPage.allCases {
      let room = try await call.center.publicTextRoom(page, campaignID: campaignID, for: keeper)
      path = room.campaign.shortPath
      rows.append([
        .link(page.chineseName, to: PublicTextAddress(campaignID, page).room), .mark(PublicTextMark.of(room)),
        .text(room.versions.first.map { "第 \($0.version) 版，\($0.writtenBy)，\(Moment.text($0.writtenAt))" } ?? "—"),
      ])
    }
    return frame.page("公开页面", lead: "毕业生不用登录就能看到的页面。文字由采集单位写，日期、地点和联系方式取自年度设置。") {
      DataTable(
        caption: "文字", columns: [.text("页面"), .text("大家现在看到的"), .text("最后写的", wide: true)], rows: rows, emptyText: ""
      ).html
      card("随设置变的页面") {
        Tag.ul {
          Tag.li {
            Tag.a("首页和拍摄时间", .href(PublicRoom.home.address(campaignID)))
            "：日期取自年度设置，时间取自公布的时间安排。"
          }
          Tag.li {
            Tag.a("照片要求", .href(PublicRoom.requirements.address(campaignID)))
            "：取自本次采集的照片规范，例子随程序提供。"
          }
          Tag.li {
            Tag.a("联系方式", .href(PublicRoom.contacts.address(campaignID)))
            "：取自年度设置里各单位的联系方式。"
          }
        }
      }
      card {
        CopyText(
          title: "发到工作群", text: "查拍摄时间、照片要求、怎样准备和联系方式，不用登录：\(call.center.publicAddress)\(path)"
        ).html
      }
    }.response(status: .ok)
  }
}

/// What everybody reads now.
enum PublicTextMark {
  static func of(_ room: PublicTextRoom) -> Mark {
    guard let published = room.published else {
      return room.versions.isEmpty ? .right("默认文字") : .look("默认文字，写好的第 \(room.version) 版没有公布")
    }
    return room.isWaiting
      ? .look("第 \(published.version) 版，新写的第 \(room.version) 版没有公布") : .right("第 \(published.version) 版")
  }
}

/// Where a text is written.
struct PublicTextAddress: Sendable {
  let room: String

  init(_ campaignID: String, _ page: PublicTextPage) { room = "\(Self.list(campaignID))/\(page.rawValue)" }

  static func list(_ campaignID: String) -> String { "/campaigns/\(campaignID)/public" }
  func version(_ number: Int) -> String { "\(room)/versions/\(number)" }
  var publish: String { room + "/publish" }
}
