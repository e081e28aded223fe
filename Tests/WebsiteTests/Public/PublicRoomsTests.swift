import Foundation
import GraduatePhotos
import Outward
import TestSupport
import Testing

@testable import Website
@testable import Workflow

/// N6, A11, A12: the rooms of a campaign for everybody, and the desk where their texts are written.
@Suite struct PublicRoomsTests {
  /// A campaign with offices and windows.
  private func ready() async throws -> (place: Province.Place, province: Province) {
    let province = try await Province()
    _ = try await province.center.prepareCenter()
    let place = try await province.place()
    try await province.center.records.write { transaction in
      let stored = try transaction.storedCampaign(place.campaignID)
      var plan = stored.plan
      plan.offices = [
        Office(
          kind: .agency, name: "示例分社", address: "示例路 1 号", contactName: "王示例", telephone: "0931-1234567", email: "a@example.cn"),
        Office(kind: .headOffice, name: "示例总部", telephone: "010-7654321"),
        Office(kind: .otherAgency, name: "青海分社", contactName: "马示例", telephone: "0971-1234567"),
      ]
      let first = try #require(CalendarDay.parse("2013-09-01"))
      plan.windows = [CampaignWindow(.phase1, CalendarDays(first, through: first.adding(days: 60)))]
      plan.makeupPlace = "示例分社一楼"
      _ = try transaction.updateCampaign(place.campaignID, plan, seen: stored.version)
    }
    return (place, province)
  }

  @Test("N6, A11, A12: every room without cookie or session, kept by caches, answered 304, with the way to the others")
  func rooms() async throws {
    let (place, province) = try await ready()
    let site = try await RunningSite(province)
    let outlet = Outlet()
    defer { outlet.close() }
    let words: [PublicRoom: [String]] = [
      .home: ["第一阶段拍摄", "进行中", "拍摄时间还没有公布", "全部日期"],
      .requirements: ["照片要求", "这样是对的", "这样要重拍", "镜片反光", "alt=\"不合格的照片：女子两眼闭着\"", "RGB("],
      .preparation: ["带本人身份证", "照片要求和例子"], .questions: ["可以自己拍好照片交上来吗？", "https://www.chsi.com.cn/", "0931-1234567"],
      .contacts: [
        "示例分社", "王示例", "href=\"tel:09311234567\"", "示例总部", "青海分社", "https://www.chsi.com.cn/", "mailto:a@example.cn",
      ],
      .notice: ["每人 20 元", "示例分社一楼", "取自本次采集的设置", "以网页为准：", "/s/"],
    ]
    let keeper = try await province.session(of: province.planner().accountID)
    for room in PublicRoom.allCases {
      let address = room.address(place.campaignID)
      let page = try await site.fetch(address)
      #expect(page.status == 200 && page.cookies.isEmpty, "\(room)")
      for word in words[room] ?? [] { #expect(page.text.contains(word), "\(room): \(word)") }
      for other in PublicRoom.allCases {
        #expect(page.text.contains("href=\"\(other.address(place.campaignID))\""), "\(room) \(other)")
      }
      #expect(!page.text.contains("{{") && !page.text.contains("name=\"csrf\""), "\(room)")
      #expect(try await site.fetch(address, session: keeper).cookies.isEmpty)
      let reply = try await outlet.send(HTTPCall(.get, site.address + address))
      let tag = try #require(reply.header("ETag"))
      #expect(reply.header("Cache-Control") == "public, max-age=120" && reply.header("Set-Cookie") == nil)
      let again = try await outlet.send(HTTPCall(.get, site.address + address, headers: [HTTPHeader("If-None-Match", tag)]))
      #expect(again.status == 304 && again.body.isEmpty)
      #expect(try await site.fetch(address.replacing(place.campaignID, with: "nowhere")).status == 404)
    }
    await site.stop()
  }

  @Test("N6: pictures right and wrong are small, served for ever under their version, with words for who cannot see them")
  func pictures() async throws {
    let (_, province) = try await ready()
    let site = try await RunningSite(province)
    let outlet = Outlet()
    defer { outlet.close() }
    #expect(ExamplePicture.all.count { $0.isGood } == 3 && ExamplePicture.all.count == 13)
    for example in ExamplePicture.all {
      #expect(example.bytes.count <= 25_000 && example.bytes.starts(with: [0xFF, 0xD8]), "\(example.fileName)")
      #expect(example.alternative.hasPrefix(example.isGood ? "合格" : "不合格") && example.reason.hasSuffix("。"))
      let asset = try #require(AssetShelf.shared.asset(named: example.fileName))
      let reply = try await outlet.send(HTTPCall(.get, site.address + asset.address))
      #expect(reply.header("Content-Type") == "image/jpeg" && reply.body.count == example.bytes.count)
      #expect(reply.header("Cache-Control")?.contains("immutable") == true)
    }
    await site.stop()
  }

  @Test("N6: the planner writes, looks, publishes; the officer reads; nobody else is let in")
  func desk() async throws {
    let (place, province) = try await ready()
    let site = try await RunningSite(province)
    let base = "/campaigns/\(place.campaignID)/public"
    let planner = try await province.session(of: province.planner().accountID)
    let officer = try await province.session(of: province.officer().accountID)
    let liaison = try await province.session(of: place.liaison.accountID)
    #expect(try await site.fetch(base, session: liaison).status == 404)
    let list = try await site.fetch(base, session: officer)
    #expect(list.text.contains("默认文字") && list.text.contains("发到工作群"))
    let read = try await site.fetch(base + "/notice", session: officer)
    #expect(read.status == 200 && !read.text.contains("<textarea") && read.text.contains("预览：默认文字"))
    let open = try await site.fetch(base + "/notice", session: planner)
    #expect(open.text.contains("<textarea") && open.text.contains("{{补拍日期}}") && open.text.contains("保存为第 1 版"))
    let csrf = ("csrf", site.csrf(of: open))
    func send(_ text: String, _ version: String, _ more: [(String, String)] = []) async throws -> RunningSite.Page {
      try await site.fetch(base + "/notice", session: planner, form: [csrf, ("markdown", text), ("version", version)] + more)
    }
    let preview = try await send("## 新\n\n<b>x</b> {{补拍地点}}", "0", [("act", "preview")])
    #expect(preview.status == 200 && preview.text.contains("预览（还没有保存）") && preview.text.contains("<h2>新</h2>"))
    #expect(preview.text.contains("第 3 行：HTML 标签按文字显示") && preview.text.contains("&lt;b&gt;x&lt;/b&gt; 示例分社一楼"))
    let wrong = try await send("一\n{{补排地点}}", "0")
    #expect(wrong.status == 422 && wrong.text.contains("第 2 行：没有「补排地点」这个可填项") && wrong.text.contains("{{补排地点}}"))
    #expect(try await send("## 新\n\n{{补拍地点}}", "0").location == base + "/notice?done=written&count=1")
    #expect(try await !site.fetch("/public/\(place.campaignID)/notice").text.contains("<h2>新</h2>"))
    let stale = try await send("别的", "0")
    #expect(stale.status == 422 && stale.text.contains("先改了「通知」的文字") && stale.text.contains("别的"))
    let publish = try await site.fetch(base + "/notice/publish", session: planner, form: [csrf, ("version", "1")])
    #expect(publish.location == base + "/notice?done=published&count=1")
    let page = try await site.fetch("/public/\(place.campaignID)/notice")
    #expect(page.text.contains("<h2>新</h2><p>示例分社一楼</p>") && page.text.contains("第 1 版"))
    #expect(try await site.fetch(base + "/notice/publish", session: officer, form: [csrf, ("version", "1")]).status == 404)
    #expect(try await site.fetch(base + "/notice/versions/1", session: officer).text.contains("## 新"))
    for missing in ["/notice/versions/9", "/notice/versions/x", "/nothing", "/notice?from=9"] {
      #expect(try await site.fetch(base + missing, session: planner).status == 404, "\(missing)")
    }
    await site.stop()
  }
}
