import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// The password of an encrypted delivery, on a page of its own: shown when asked for, each time noted.
struct DeliveryPasswordPage: Sendable {
  let call: Call
  let reader: any DeliveryReader

  private var campaignID: String { call.part("campaign") }

  func show() async throws -> Response {
    let facts = try await facts()
    return try await page(facts) {
      card("显示密码") {
        Tag.p("请确认旁边没有别人。密码不要和压缩包放在一起，也不要发到群里。每次显示都记入操作日志。")
        Button.act("显示密码", at: DeliveryWords.page(call) + "/password", csrf: call.csrf, .primary)
      }
    }
  }

  func reveal() async throws -> Response {
    let facts = try await facts()
    let reader = reader
    let password = try await DeliveryWords.found {
      try await call.center.deliveryPassword(call.part("delivery"), campaignID: campaignID, by: reader)
    }
    return try await page(facts) {
      card("解压密码") {
        Tag.p { Tag.strong { Tag.code(password) } }
        Tag.p("字母全是小写，短横线也要输入。没有数字 0、1 和字母 i、l、o，不会看错。", .class("soft"))
        Button.row { Button.link("返回 \(facts.line.number)", to: DeliveryWords.page(call), .quiet) }
      }
    }
  }

  private func facts() async throws -> DeliveryFacts {
    let reader = reader
    let facts = try await DeliveryWords.found {
      try await call.center.showDelivery(call.part("delivery"), campaignID: campaignID, by: reader)
    }
    // A plain one has no such page.
    guard facts.plainReason == nil else { throw HTTPError(.notFound) }
    return facts
  }

  private func page(_ facts: DeliveryFacts, @HTMLBuilder content: () -> HTML) async throws -> Response {
    let frame = try await call.frame(campaign: campaignID, here: .delivery)
    let trail = DeliveryWords.trail(call) + [.init(label: facts.line.number, address: DeliveryWords.page(call))]
    return frame.page("解压密码", lead: "\(facts.line.institutionName)，\(facts.line.number)", trail: trail, content: content)
      .response(status: .ok)
  }
}
