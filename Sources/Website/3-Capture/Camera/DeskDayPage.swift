import Foundation
import GraduatePhotos
import HTTPTypes
import Hummingbird
import Station

/// Signatures of both sides, and the day's end (A9.4).
struct DeskDayPage: Sendable {
  let call: DeskCall

  func show() async throws -> Response { await page(errors: FormErrors(), status: .ok) }

  func sign(_ form: SubmittedForm) async throws -> Response {
    guard let moment = DaySignature.Moment(rawValue: form.trimmed("moment")),
      let side = DaySignature.Side(rawValue: form.trimmed("side"))
    else { throw HTTPError(.notFound) }
    return try await acting {
      try await call.desk.sign(moment, side, name: form.trimmed("name"), strokes: form.trimmed("strokes"), by: call.member)
    }
  }

  func close(_ form: SubmittedForm) async throws -> Response {
    try await acting { _ = try await call.desk.close(by: call.member) }
  }

  private func acting(_ work: () async throws -> Void) async throws -> Response {
    do {
      try await work()
      return .redirect(toOwn: call.address("/day"))
    } catch let refusal as VisitDeskRefusal {
      return await page(errors: FormErrors(refusal), status: .unprocessableContent)
    }
  }

  private func page(errors: FormErrors, status: HTTPResponse.Status) async -> Response {
    let view = await call.desk.view
    let closing = await call.desk.closing
    let lead = view.closed == nil ? "双方一起签字；各项都办完就可以结束这一场。" : "这一场已结束。"
    return call.frame.page(
      "签字与结束", lead: lead, trail: [.init(label: "拍摄", address: call.address("/camera"))], scripts: ["signature.js"]
    ) {
      ErrorSummary(errors: errors).html
      if view.closed == nil { obstacles(closing, view) }
      numbers(view.closed ?? closing.sum)
      for moment in DaySignature.Moment.allCases { signatures(moment, view) }
      Button.row { Button.link("当日情况表", to: call.address("/day/sheet"), .quiet) }
    }.response(status: status)
  }

  private func obstacles(_ closing: DayClosing, _ view: DeskView) -> HTML {
    nowCard(closing.mayClose ? "可以结束这一场" : "结束以前还要办 \(closing.obstacles.count) 件事") {
      if closing.mayClose {
        Tag.p("结束以后这一场不能再拍，也不能再改。照片和记录已有第二份。")
        Tag.form(.set(.method, "post"), .action(call.address("/day/close"))) {
          CSRF.field(call.csrf)
          Button.submit("结束这一场，已拍 \(closing.sum.captured) 人")
        }
      } else {
        Tag.ul {
          for obstacle in closing.obstacles {
            Tag.li {
              obstacle.chinese
              if let way = way(obstacle) { Tag.a(way.0, .href(call.address(way.1))) }
              names(obstacle, view)
            }
          }
        }
      }
    }
  }

  private func way(_ obstacle: DayClosing.Obstacle) -> (String, String)? {
    switch obstacle {
    case .seatTaken: (" 去拍摄页", "/camera")
    case .waiting: (" 去签到页", "/door")
    case .toRetake, .looseShots: (" 看照片", "/shots")
    case .openFindings: (" 去处理", "/checks")
    case .noSecondCopy, .countsDiffer: (" 去传输页", "/transfer")
    case .unsigned: nil
    }
  }

  @HTMLBuilder private func names(_ obstacle: DayClosing.Obstacle, _ view: DeskView) -> HTML {
    switch obstacle {
    case .waiting(let people), .toRetake(let people):
      Tag.p(people.prefix(20).compactMap { view.names[$0]?.name }.filter { !$0.isEmpty }.joined(separator: "、"), .class("soft"))
    default: HTML.nothing
    }
  }

  private func numbers(_ sum: DaySum) -> HTML {
    FlowNumbers(entries: [
      .init(noun: "应拍", count: sum.due), .init(noun: "已拍", count: sum.captured, of: sum.due),
      .init(noun: "说明不拍", count: sum.excused), .init(noun: "没来", count: sum.missing),
      .init(noun: "班外和备用卡", count: sum.others), .init(noun: "照片", count: sum.shots),
      .init(noun: "有第二份的", count: sum.secondCopies, of: sum.originals),
    ]).html
  }

  private func signatures(_ moment: DaySignature.Moment, _ view: DeskView) -> HTML {
    card(moment.chineseName) {
      Tag.div(.class("signatures")) {
        for side in DaySignature.Side.allCases {
          Tag.section {
            Tag.h3(side.chineseName)
            if let signed = view.log.signatures.first(where: { $0.signature.moment == moment && $0.signature.side == side }) {
              Mark.right("\(signed.signature.name)　\(Moment.clock(signed.at))").html
              if !signed.signature.strokes.isEmpty { SignatureDrawing(strokes: signed.signature.strokes).html }
            } else if let before = unsigned(before: moment, side, view) {
              Tag.p("先签「\(before.chineseName)」", .class("soft"))
            } else if view.closed == nil {
              signForm(moment, side)
            } else {
              Tag.p("没有签")
            }
          }
        }
      }
    }
  }

  private func unsigned(before moment: DaySignature.Moment, _ side: DaySignature.Side, _ view: DeskView) -> DaySignature.Moment?
  {
    DaySignature.Moment.allCases.prefix { $0 != moment }.first { !view.log.hasSigned($0, side) }
  }

  private func signForm(_ moment: DaySignature.Moment, _ side: DaySignature.Side) -> HTML {
    let plan = call.desk.plan
    let names = side == .crew ? plan.crewMembers.map(\.name) : plan.hosts.map(\.name)
    let name = side == .crew ? call.member.name : names.first ?? ""
    let id = "\(moment.rawValue)-\(side.rawValue)"
    return Tag.form(.class("form"), .set(.method, "post"), .action(call.address("/day/sign"))) {
      CSRF.field(call.csrf)
      Tag.input(.set(.type, "hidden"), .set(.name, "moment"), .set(.value, moment.rawValue))
      Tag.input(.set(.type, "hidden"), .set(.name, "side"), .set(.value, side.rawValue))
      Tag.input(.set(.type, "hidden"), .set(.name, "strokes"), .data("strokes", ""))
      Tag.label("姓名", .set(.for, "name-\(id)"))
      Tag.input(
        .set(.type, "text"), .set(.name, "name"), .set(.id, "name-\(id)"), .set(.value, name), .set(.maxlength, "50"),
        .set(.autocomplete, "off"))
      Tag.div(.class("signature-pad"), .data("pad", ""), .flag(.hidden)) {
        Tag.p("用笔、手指或鼠标在框里签名（可以不签，只写姓名）", .class("soft"))
      }
      Button.row { Button.submit("签「\(moment.chineseName)」") }
    }
  }

  /// The day on one sheet of paper.
  func sheet() async throws -> Response {
    let bytes = try await call.desk.daySheet()
    return Download.response(bytes: bytes, fileName: "当日情况表-\(call.desk.head.day.compact).pdf", contentType: "application/pdf")
  }
}

/// What was written by hand, drawn again.
struct SignatureDrawing: Sendable {
  let strokes: String

  var html: HTML {
    let path = strokes.split(separator: ";").map { stroke in
      let points = stroke.split(separator: " ").filter { $0.contains(",") }
      return points.isEmpty ? "" : "M" + points.joined(separator: "L")
    }.joined()
    return Tag.element(
      "svg", [.class("signature"), .set(.viewBox, "0 0 1000 333"), .set(.role, "img"), .aria("label", "手写签名")],
      Tag.element("path", [.set(.d, path)], .nothing))
  }
}
