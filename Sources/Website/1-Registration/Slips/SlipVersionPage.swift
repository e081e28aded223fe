import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// One version of a slip as it was handed in, and what it changed.
struct SlipVersionPage: Sendable {
  let call: Call
  let reader: any PaperReader

  func show() async throws -> Response {
    let address = SlipAddress(call)
    let record = try await call.slip(for: reader)
    guard let number = Int(call.part("version")), let version = record.versions.first(where: { $0.number == number }) else {
      throw HTTPError(.notFound)
    }
    let changes =
      number > 1 ? try await call.center.slipDifferences(record.id, from: number - 1, to: number, for: reader) : []
    let frame = try await call.frame(campaign: record.campaignID, here: .registration)
    let isNewest = record.newest?.number == number
    return frame.page(
      "登记单第 \(number) 版", lead: "\(version.slip.displayName)。\(version.submittedBy)于 \(Moment.text(version.submittedAt)) 交。",
      trail: address.trail
    ) {
      if !isNewest { Notice(kind: .plain, title: "这是旧的一版", text: "之后又交了新的一版，以最新一版为准。").html }
      facts(version)
      if number > 1 {
        card("与第 \(number - 1) 版相比改了 \(changes.count) 处") {
          SlipDifferenceTable(differences: changes, before: "第 \(number - 1) 版", after: "第 \(number) 版").html
        }
      }
      SlipFacts(slip: version.slip).html
    }.response(status: .ok)
  }

  private func facts(_ version: SlipVersion) -> HTML {
    let held = version.heldUp.map(\.chineseName).joined(separator: "、")
    return fragment {
      if !held.isEmpty { Notice(kind: .look, title: "这一版不完整，影响\(held)").html }
      if let seal = version.seal {
        card("用印") { SealFacts(seal: seal).html }
      } else {
        card("用印") { Tag.p("这一版没有用印。", .class("soft")) }
      }
      if let number = version.paperNumber { Tag.p("打印编号 \(number)", .class("soft")) }
    }
  }
}
