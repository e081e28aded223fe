import Foundation
import GraduatePhotos
import Outward
import TestSupport
import Testing

@testable import Website
@testable import Workflow

/// A5: deliveries on the real site: who gets what, and a download that goes on where it broke off.
@Suite struct DeliveryPagesTests {
  private struct Desk {
    let records: RouteRecords
    let site: RunningSite
    let clerk: String
    let liaison: String
    var home: String { "/campaigns/\(records.campaignID)/deliveries" }
    var delivery: String { "\(home)/\(records.value(of: "delivery", for: nil) ?? "")" }

    init() async throws {
      records = try await RouteRecords(Province())
      site = try await RunningSite(records.province)
      clerk = try await records.province.session(of: try #require(records.accounts[.clerk]))
      liaison = try await records.province.session(of: try #require(records.accounts[.liaison]))
    }

    func get(_ path: String, _ session: String, _ headers: [(String, String)] = []) async throws -> HTTPReply {
      let outlet = Outlet()
      defer { outlet.close() }
      return try await outlet.send(
        HTTPCall(
          .get, site.address + path,
          headers: [HTTPHeader("Sec-Fetch-Site", "same-origin"), HTTPHeader("Cookie", "biying-session=\(session)")]
            + headers.map { HTTPHeader($0.0, $0.1) }))
    }
  }

  @Test("A5: a broken download goes on: ranges, tag, 206, 416; a tag of another file brings the whole")
  func ranges() async throws {
    let desk = try await Desk()
    let path = desk.delivery + "/parts/v1"
    let whole = try await desk.get(path, desk.liaison)
    #expect(whole.status == 200 && whole.header("Accept-Ranges") == "bytes")
    #expect(whole.header("Content-Length") == String(whole.body.count))
    #expect(whole.header("Content-Disposition")?.contains("10730_2014-62-10730-001") == true)
    let tag = try #require(whole.header("ETag"))
    let bytes = Array(whole.body)
    let rest = try await desk.get(path, desk.liaison, [("Range", "bytes=1000-"), ("If-Range", tag)])
    #expect(rest.status == 206 && Array(rest.body) == Array(bytes[1_000...]))
    #expect(rest.header("Content-Range") == "bytes 1000-\(bytes.count - 1)/\(bytes.count)")
    let changed = try await desk.get(path, desk.liaison, [("Range", "bytes=1000-"), ("If-Range", "\"other\"")])
    #expect(changed.status == 200 && Array(changed.body) == bytes)
    let beyond = try await desk.get(path, desk.liaison, [("Range", "bytes=\(bytes.count)-")])
    #expect(beyond.status == 416 && beyond.header("Content-Range") == "bytes */\(bytes.count)")
    let group = try await desk.get(desk.delivery + "/parts/c1", desk.clerk)
    #expect(group.status == 200)
    for wrong in ["v2", "c9", "x1", "v0", "v1x"] {
      #expect(try await desk.get("\(desk.delivery)/parts/\(wrong)", desk.clerk).status == 404, "\(wrong)")
    }
    await desk.site.stop()
  }

  @Test("Another institution's liaison finds nothing of it")
  func others() async throws {
    let desk = try await Desk()
    let other = try await desk.records.province.place(code: "10731", name: "另一大学", liaison: "other").liaison
    let session = try await desk.records.province.session(of: other.accountID)
    #expect(try await desk.get(desk.home, session).status == 200)
    for path in ["", "/parts/v1", "/password"] {
      let reply = try await desk.get(desk.delivery + path, session)
      #expect(reply.status == 404, "\(path)")
    }
    await desk.site.stop()
  }

  @Test("The clerk looks, makes, sends; the liaison gets the password on a page of its own and confirms")
  func way() async throws {
    let desk = try await Desk()
    let institution = "\(desk.home)/institutions/\(desk.records.institutionID)"
    let overview = try await desk.site.fetch(desk.home, session: desk.clerk)
    #expect(overview.text.contains("示例大学") && overview.text.contains("待寄送或下载"))
    let look = try await desk.site.fetch(institution + "/new", session: desk.clerk)
    #expect(look.status == 200 && look.text.contains("没有变化") && !look.text.contains("确认交付"), "\(look.status)")
    let csrf = desk.site.csrf(of: look)
    let plain = try await desk.site.fetch(
      institution + "/new", session: desk.clerk,
      form: [("csrf", csrf), ("key", "id-number"), ("capacity", "cd"), ("plain", "on"), ("reason", ""), ("act", "look")])
    #expect(plain.status == 422 && plain.text.contains("没有写不加密的原因"))

    let sent = try await desk.site.fetch(
      desk.delivery + "/dispatch", session: desk.clerk,
      form: [("csrf", csrf), ("operation", "o"), ("manner", "post"), ("carrier", "EMS"), ("tracking", "")])
    #expect(sent.status == 422 && sent.text.contains("没有写快递单号"))
    let right = try await desk.site.fetch(
      desk.delivery + "/dispatch", session: desk.clerk,
      form: [("csrf", csrf), ("operation", "o"), ("manner", "post"), ("carrier", "EMS"), ("tracking", "1012345678901")])
    #expect(right.status == 303)

    let page = try await desk.site.fetch(desk.delivery, session: desk.liaison)
    #expect(page.text.contains("确认收到") && page.text.contains("1012345678901") && page.text.contains("7-Zip"))
    #expect(!page.text.contains("登记寄送"), "sending is the clerk's")
    let own = desk.site.csrf(of: page)
    let asked = try await desk.site.fetch(desk.delivery + "/password", session: desk.liaison)
    let shown = try await desk.site.fetch(desk.delivery + "/password", session: desk.liaison, form: [("csrf", own)])
    let password = try #require(shown.text.firstMatch(of: /<code>([a-z0-9-]{24})<\/code>/)).1
    #expect(!asked.text.contains(password) && !page.text.contains(password))
    let received = try await desk.site.fetch(desk.delivery + "/receive", session: desk.liaison, form: [("csrf", own)])
    #expect(received.status == 303)
    #expect(try await desk.site.fetch(desk.delivery, session: desk.clerk).text.contains("院校已确认收到"))
    await desk.site.stop()
  }
}
