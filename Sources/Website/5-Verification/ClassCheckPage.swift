import Foundation
import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// A class as a contact sheet with the data beneath, to be verified by one key each; verify.js runs it, a form lies underneath.
struct ClassCheckPage: Sendable {
  let call: Call
  let reader: any VerificationReader

  private var address: ClassCheckAddress { call.classCheckAddress }

  func show() async throws -> Response {
    try await show(CheckedClass(department: call.query("department"), classGroup: call.query("class")), refused: nil)
  }

  /// - `refused`: the form that was sent, and why it was not taken.
  func show(_ group: CheckedClass, page: Int? = nil, refused: (form: SubmittedForm, why: any Refusal)?) async throws -> Response
  {
    let asked = page ?? Int(call.query("page"))
    let found: CheckedClassPage
    do {
      found = try await call.center.openCheckedClass(group, campaignID: address.campaignID, page: asked, by: reader)
    } catch ClassCheckRefusal.classUnknown, ClassCheckRefusal.codeMode {
      return .redirect(toOwn: address.home + "?done=class-gone")
    }
    let frame = try await call.frame(campaign: address.campaignID, here: .verification)
    return frame.page(
      found.group.title, trail: [.init(label: "核对照片", address: address.home)], scripts: ["verify.js"]
    ) {
      if let refused {
        Notice(kind: .wrong, title: "没有保存：\(refused.why.message)", text: refused.why.hint).html
      } else {
        done
      }
      if found.check.isSigned { sealed }
      sheet(found)
      pages(found)
      if reader is any ClassVerifier { VerdictForm(call: call, page: found, refused: refused?.form).html }
      // Asked for anew by verify.js when verdicts were given.
      Tag.div(.data("sign-off", "")) {
        SignOffCard(call: call, reader: reader, group: found.group, tally: found.tally, state: found.check).html
      }
      Tag.div(.data("group-text", "")) { card { copy(found).html } }
    }.response(status: refused == nil ? .ok : .unprocessableContent)
  }

  private var done: HTML {
    switch call.query("done") {
    case "saved": Notice(kind: .right, title: "已保存").html
    case "rest": Notice(kind: .right, title: "已保存", text: "其余的人都标好了。").html
    case "rest-changed": Notice(kind: .look, title: "有人的照片或数据刚刚换了", text: "这些人没有标，请看新的照片和数据。").html
    default: .nothing
    }
  }

  private var sealed: HTML {
    Notice(kind: .plain, title: "这个班已经用印", text: "结论不能再改。要改，请学籍管理员在下面重新打开，改好后再次用印。").html
  }

  private func sheet(_ found: CheckedClassPage) -> HTML {
    Tag.section(
      .class("verify"), .id("verify"), .data("verdict", address.verdict), .data("rest", address.rest),
      .data("list", address.home),
      .data("csrf", call.csrf), .data("department", found.group.department), .data("class", found.group.classGroup),
      .data("next", found.next.map { address.group($0) }), .data("previous", found.previous.map { address.group($0) }),
      .data("people", "\(found.tally.people)"), .data("right", "\(found.tally.right)"),
      .data("found", "\(found.tally.found)"), .data("reading", reader is any ClassVerifier ? nil : "yes"),
      .data("signed", found.check.isSigned ? "yes" : nil)
    ) {
      Tag.div(.class("verify-head")) {
        Tag.p(ClassCheckPage.counts(found.tally), .class("figures"), .data("counts", ""))
        Tag.div(.class("verify-acts"), .data("acts", ""), .flag(.hidden)) {
          act("逐张看大图", "Enter", "large")
          act("其余都正确", "A", "rest")
          act("撤销", "U", "undo")
          act("排密一些", "D", "dense")
          act("上一班", "[", "previous")
          act("下一班", "]", "next")
          act("按键", "?", "keys")
        }
      }
      Tag.div(.class("verify-unsaved"), .set(.role, "alert"), .data("unsaved", ""), .flag(.hidden)) {
        Tag.p { Tag.strong("没有保存") }
        Tag.p(.data("why", ""))
        Tag.button("再存一次", .class("button small"), .set(.type, "button"), .data("again", ""))
      }
      Tag.div(.class("verify-large"), .data("large", ""), .flag(.hidden), .set(.tabindex, "-1"))
      Tag.div(.class("tiles"), .set(.role, "listbox"), .aria("label", "全班照片"), .data("tiles", "")) {
        for person in found.people { CheckedTile(person: person, address: address).html }
      }
      Tag.p(.class("verify-status"), .set(.role, "status"), .aria("live", "polite"), .data("status", ""))
    }
  }

  private func act(_ verb: String, _ key: String, _ name: String) -> HTML {
    Tag.button(.class("button quiet small"), .set(.type, "button"), .data("act", name)) {
      verb
      Tag.kbd(key)
    }
  }

  static func counts(_ tally: ClassTally) -> String {
    "应采 \(tally.people) 人，返回照片 \(tally.pictures) 张；正确 \(tally.right) 人，问题 \(tally.found) 人，没有核对 \(tally.open) 人"
  }

  private func pages(_ found: CheckedClassPage) -> HTML {
    let size = ClassCheckLimits.peopleOnPage
    let count = (found.tally.people + size - 1) / size
    guard count > 1 else { return .nothing }
    return Tag.nav(.class("row"), .aria("label", "分页")) {
      for page in 1...count {
        Tag.a(
          "\((page - 1) * size + 1)–\(min(page * size, found.tally.people))", .href(address.group(found.group, page: page)),
          .aria("current", page == found.page ? "page" : nil))
      }
    }
  }

  /// Counts, and the names of those without a photo: never a number, and never what is wrong with somebody's picture.
  private func copy(_ found: CheckedClassPage) -> CopyText {
    let head = "【照片核对】\(found.group.title)：\(Self.counts(found.tally))。"
    let missing = found.people.filter { $0.portrait == nil }.map(\.name)
    guard !missing.isEmpty else { return CopyText(title: "发到工作群", text: head) }
    return CopyText.list(
      "发到工作群", head: head + "缺照片：", items: missing, total: found.tally.people - found.tally.pictures, noun: "人",
      tail: "请核对是否拍过。")
  }
}

/// One person of the sheet: picture, data, how he stands.
struct CheckedTile: Sendable {
  let person: CheckedPerson
  let address: ClassCheckAddress

  /// On the sheet; the others show in the large view.
  static let sheetColumns: Set<RosterColumn> = [.studentNumber, .idNumber, .plannedSerial]

  var html: HTML {
    let verdicts = person.verdict?.verdicts ?? []
    return Tag.div(
      .classes("tile", verdicts.isEmpty ? nil : verdicts == [.right] ? "judged" : "found"), .set(.role, "option"),
      .set(.tabindex, "-1"), .data("person", person.id), .data("name", person.name),
      .data("portrait", "\(person.portrait?.number ?? 0)"), .data("version", "\(person.recordVersion)"),
      .data("verdicts", verdicts.map(\.rawValue).joined(separator: " ")), .data("said", said)
    ) {
      picture
      Tag.b(person.name, .class("tile-name"))
      for (column, value) in person.values where column != .name {
        Tag.span(
          .classes("tile-line figures", Self.sheetColumns.contains(column) ? nil : "more"), .data("column", column.code),
          .data("label", column.chineseName), .data("value", value), .set(.title, column.chineseName)
        ) {
          if column == .idNumber, value.utf8.count == 18 {
            Tag.span(String(value.prefix(10)))
            Tag.span(String(value.dropFirst(10)))
          } else {
            value
          }
        }
      }
      Tag.span(.class("tile-state"), .data("state", "")) { state }
    }
  }

  private var picture: HTML {
    guard let portrait = person.portrait else { return Tag.div("缺照片", .class("no-picture")) }
    return Tag.img(
      .src(address.picture(portrait.id)), .set(.alt, "\(person.name)的照片"), .set(.width, 480), .set(.height, 640),
      .set(.draggable, "false"))
  }

  @HTMLBuilder private var state: HTML {
    if let verdict = person.verdict {
      for kind in verdict.verdicts { kind.mark.html }
      if !verdict.words.isEmpty { Tag.small(verdict.words) }
    } else {
      Mark.wait("没有核对").html
      if let outdated = person.outdated { Tag.small(outdated.words) }
    }
  }

  /// What the newest verdict says, for the forms: photo, new values, partner, note.
  private var said: String? {
    guard let verdict = person.verdict, verdict.verdicts != [.right] else { return nil }
    let pairs = verdict.corrections.map { ($0.column.code, $0.new) }
    let said = Said(
      photo: verdict.photoFaults.map(\.rawValue), data: Dictionary(pairs, uniquingKeysWith: { first, _ in first }),
      partner: verdict.partner?.number ?? "", note: verdict.note)
    return (try? JSONEncoder().encode(said)).map { String(decoding: $0, as: UTF8.self) }
  }

  private struct Said: Encodable {
    let photo: [String]
    let data: [String: String]
    let partner: String
    let note: String
  }
}

extension PersonVerdict.Verdict {
  var mark: Mark {
    switch self {
    case .right: .right(chineseName)
    case .missing, .person: .wrong(chineseName)
    case .photo, .data: .look(chineseName)
    }
  }
}

extension CheckedPerson.Outdated {
  var words: String {
    switch self {
    case .newPortrait: "照片换了，请重新核对"
    case .portraitGone: "照片撤回了，请重新核对"
    case .newData: "数据改了，请重新核对"
    }
  }
}

/// A portrait's bytes; the large view shows the image that the sheet has already.
struct CheckedPictureAnswer: Sendable {
  let call: Call
  let reader: any VerificationReader

  func show() async throws -> Response {
    do {
      return .portrait(
        try await call.center.checkedPicture(call.part("portrait"), campaignID: call.part("campaign"), by: reader))
    } catch ClassCheckRefusal.personUnknown { throw HTTPError(.notFound) }
  }
}
