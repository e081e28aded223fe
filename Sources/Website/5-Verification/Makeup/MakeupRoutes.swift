import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

extension Admit where Guest == any MakeupBooker {
  /// Who books places at the branch, each within his own part.
  static var makeupBookers: Admit<any MakeupBooker> {
    Admit(roles: [.liaison, .departmentSecretary, .counselor, .studyCenterLiaison]) {
      $0?.person.signedIn as? any MakeupBooker
    }
  }
}

extension Admit where Guest == any MakeupPrinter {
  /// Who takes 补拍情况表 away, with numbers in full.
  static var makeupPrinters: Admit<any MakeupPrinter> {
    Admit(roles: [.liaison, .sealingLeader, .officer, .clerk]) { $0?.person.signedIn as? any MakeupPrinter }
  }
}

/// The addresses of a campaign's make-up.
struct MakeupAddress: Sendable {
  let campaignID: String

  var home: String { "/campaigns/\(campaignID)/makeup" }
  var book: String { home + "/book" }
  var giveBack: String { home + "/give-back" }
  var bus: String { home + "/bus" }
  var settings: String { home + "/settings" }
  var door: String { home + "/door" }
  var paper: String { home + "/paper" }

  func group(_ group: CheckedClass) -> String {
    WebAddress.path(home, query: [("department", group.department), ("class", group.classGroup)])
  }
}

extension Call {
  var makeupAddress: MakeupAddress { MakeupAddress(campaignID: part("campaign")) }
}

extension Site {
  /// The make-up at the branch: who may come, places, the door, the paper (A1, N4, A6).
  static let makeupRoutes: [Route] = makeupListRoutes + makeupDoorRoutes

  private static let makeup = "/campaigns/{campaign}/makeup"

  private static let makeupListRoutes: [Route] = [
    .get(makeup, .retakeReaders) { call, reader in try await MakeupPage(call: call, reader: reader).show() },
    .post(makeup + "/book", .makeupBookers) { call, booker, form in
      try await MakeupPage(call: call, reader: booker).book(form, by: booker)
    },
    .post(makeup + "/give-back", .makeupBookers) { call, booker, form in
      try await MakeupPage(call: call, reader: booker).giveBack(form, by: booker)
    },
    .get(makeup + "/bus", .liaison) { call, liaison in try await MakeupBusPage(call: call, liaison: liaison).show() },
    .post(makeup + "/bus", .liaison) { call, liaison, form in
      try await MakeupBusPage(call: call, liaison: liaison).book(form)
    },
    .post(makeup + "/bus/{bus}/drop", .liaison) { call, liaison, _ in
      try await MakeupBusPage(call: call, liaison: liaison).drop()
    },
    .get(makeup + "/settings", .campaignKeepers) { call, keeper in
      try await MakeupSettingsPage(call: call, keeper: keeper).show()
    },
    .post(makeup + "/settings", .campaignKeepers) { call, keeper, form in
      try await MakeupSettingsPage(call: call, keeper: keeper).take(form)
    },
    .get(makeup + "/paper", .makeupPrinters) { call, printer in
      try await MakeupPaperAnswer(call: call, printer: printer).show()
    },
  ]

  private static let makeupDoorRoutes: [Route] = [
    .get(makeup + "/door", .doorKeepers) { call, keeper in try await MakeupDoorPage(call: call, keeper: keeper).show() },
    .post(makeup + "/door", .doorKeepers) { call, keeper, form in
      try await MakeupDoorPage(call: call, keeper: keeper).find(form)
    },
    .post(makeup + "/door/admit", .doorKeepers) { call, keeper, form in
      try await MakeupDoorPage(call: call, keeper: keeper).admit(form)
    },
    .post(makeup + "/door/withdraw", .doorKeepers) { call, keeper, form in
      try await MakeupDoorPage(call: call, keeper: keeper).withdraw(form)
    },
  ]
}

/// 补拍情况表 as a file, or why there is none.
struct MakeupPaperAnswer: Sendable {
  let call: Call
  let printer: any MakeupPrinter

  func show() async throws -> Response {
    guard let format = MakeupListFormat(rawValue: call.query("format")) else { throw HTTPError(.notFound) }
    let chosen = call.query("institution")
    // Who sees every institution chooses one in the list first.
    guard let institution = printer.ownInstitutionID ?? (chosen.isEmpty ? nil : chosen) else {
      return .redirect(toOwn: call.makeupAddress.home)
    }
    do {
      return try .file(
        await call.center.makeupPaper(
          format, campaignID: call.part("campaign"), institutionID: institution, by: printer))
    } catch MakeupDeskRefusal.noMakeup {
      return .redirect(toOwn: call.makeupAddress.home)
    } catch RosterImportRefusal.notTakingPart {
      throw HTTPError(.notFound)
    } catch let refusal as any Refusal {
      let frame = try await call.frame(campaign: call.part("campaign"), here: .verification)
      return frame.page("补拍情况表", trail: MakeupWords.trail(call)) {
        Notice(kind: .wrong, title: refusal.message, text: refusal.hint).html
      }.response(status: .unprocessableContent)
    }
  }
}

/// What the pages of the make-up say in common.
enum MakeupWords {
  static func trail(_ call: Call) -> [Frame.Crumb] { [.init(label: "补拍", address: call.makeupAddress.home)] }

  static func fee(_ entitlement: MakeupEntitlement) -> Mark { entitlement.isFree ? .right("免费") : .wait("收费") }

  /// 「20140409-570」, as a form sends a quarter-hour.
  static func value(_ slot: MakeupSlot) -> String { "\(slot.day.compact)-\(slot.minute)" }

  static func slot(_ text: String) -> MakeupSlot? {
    let parts = text.split(separator: "-")
    guard parts.count == 2, let day = CalendarDay.parse(String(parts[0])), let minute = Int(parts[1]) else { return nil }
    return MakeupSlot(day, minute)
  }

  /// Quarter-hours that have room, to choose from.
  static func slots(_ list: MakeupList, value: String, _ label: String = "时段") -> FormField {
    let free = list.quarters.filter { $0.free > 0 }
    let options = free.map {
      FormField.Option(value: Self.value($0.slot), label: "\($0.slot.chinese)，余 \($0.free) 人")
    }
    return FormField(
      "slot", label, .select(options), value: value, hint: free.isEmpty ? "时段都已约满，请直接带身份证来排队" : "每个时段一刻钟")
  }

  /// The refusals of a booking at the field they are about.
  static func errors(_ refusal: any Refusal) -> FormErrors {
    switch refusal {
    case MakeupRefusal.leaderMissing: FormErrors(refusal, for: "leader")
    case MakeupRefusal.telephone: FormErrors(refusal, for: "telephone")
    case MakeupRefusal.slotFull, MakeupRefusal.slotPassed, MakeupRefusal.noSuchSlot, MakeupRefusal.groupDoesNotFit:
      FormErrors(refusal, for: "slot")
    default: FormErrors(refusal)
    }
  }

  static func isBookingRefusal(_ error: any Error) -> Bool { error is MakeupRefusal || error is MakeupDeskRefusal }

  /// A box before somebody's name.
  static func tick(_ person: MakeupPerson, isChecked: Bool) -> HTML {
    Tag.input(
      .set(.type, "checkbox"), .set(.name, "person"), .set(.value, person.id), .flag(.checked, if: isChecked),
      .aria("label", "选\(person.name.isEmpty ? "这一人" : person.name)"))
  }

  /// 「漏拍」, with what the claim or the head office says.
  static func ground(_ person: MakeupPerson) -> String {
    guard let entitlement = person.entitlement else {
      do {
        _ = try MakeupEntitlement(person.standing)
        return ""
      } catch { return error.message }
    }
    return person.words.isEmpty ? entitlement.ground.chineseName : "\(entitlement.ground.chineseName)：\(person.words)"
  }
}
