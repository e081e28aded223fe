import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// A bus of the institution to the branch: who goes along, from when, who leads them.
struct MakeupBusPage: Sendable {
  let call: Call
  let liaison: Liaison

  private var address: MakeupAddress { call.makeupAddress }

  func show() async throws -> Response { try await page() }

  func book(_ form: SubmittedForm) async throws -> Response {
    let operation = form.operation
    guard !operation.isEmpty else {
      return try await page(form, FormErrors(MakeupDeskRefusal.operation))
    }
    var errors = FormErrors()
    if form.trimmed("leader").isEmpty { errors.add(MakeupRefusal.leaderMissing.sentence, for: "leader") }
    do { _ = try Telephone.read(form.trimmed("telephone")) } catch { errors.add(error.sentence, for: "telephone") }
    let slot = MakeupWords.slot(form.trimmed("slot"))
    if slot == nil { errors.add("请选时段", for: "slot") }
    guard let slot, errors.isEmpty else { return try await page(form, errors) }
    do {
      let booked = try await call.center.bookMakeupBus(
        form.values("person"), from: slot, leader: form.trimmed("leader"), telephone: form.trimmed("telephone"),
        campaignID: address.campaignID, operation: operation, by: liaison)
      return .redirect(toOwn: "\(address.home)?done=bus&count=\(booked.places.count)")
    } catch let error where MakeupWords.isBookingRefusal(error) {
      guard let refusal = error as? any Refusal else { throw error }
      return try await page(form, MakeupWords.errors(refusal))
    }
  }

  func drop() async throws -> Response {
    do {
      try await call.center.dropMakeupBus(call.part("bus"), campaignID: address.campaignID, by: liaison)
      return .redirect(toOwn: "\(address.home)?done=dropped")
    } catch MakeupDeskRefusal.groupUnknown { throw HTTPError(.notFound) } catch let error
      where MakeupWords.isBookingRefusal(error)
    {
      guard let refusal = error as? any Refusal else { throw error }
      return try await page(nil, FormErrors(refusal))
    }
  }

  private func page(_ form: SubmittedForm? = nil, _ errors: FormErrors = FormErrors()) async throws -> Response {
    let list = try await call.center.makeupList(campaignID: address.campaignID, by: liaison)
    let people = list.people.filter { $0.entitlement != nil && $0.booked == nil }
    let frame = try await call.frame(campaign: address.campaignID, here: .verification)
    let range = VerificationLimits.groupHeads
    return frame.page(
      "预约专车", lead: "还没有预约的 \(people.count) 人。一车 \(range.lowerBound)–\(range.upperBound) 人，从到场的时段起连着拍。",
      trail: MakeupWords.trail(call)
    ) {
      ErrorSummary(errors: errors).html
      if let terms = list.terms.terms, !list.isOver {
        Tag.form(.class("form"), .set(.method, "post"), .action(address.bus), .flag(.novalidate)) {
          CSRF.field(call.csrf, and: [("operation", call.center.freshToken())])
          MakeupWords.slots(list, value: form?["slot"] ?? "", "到场的时段").html(error: errors["slot"])
          FormField(
            "leader", "带队老师", value: form?["leader"] ?? "", lengthLimit: VerificationLimits.handlerCharacters
          ).html(error: errors["leader"])
          FormField(
            "telephone", "带队电话", .telephone, value: form?["telephone"] ?? "", hint: "路上能接通的手机号"
          ).html(error: errors["telephone"])
          Button.row { Button.submit("预约勾选学生的专车") }
          table(people, Set(form?.values("person") ?? []))
        }
        Tag.p(terms.advice(list.terms.settings), .class("soft"))
      } else {
        let refusal: any Refusal = list.terms.terms.map { MakeupRefusal.closed($0.deadline) } ?? MakeupDeskRefusal.noMakeup
        Notice(kind: .wrong, title: refusal.message, text: refusal.hint).html
      }
    }.response(status: errors.isEmpty ? .ok : .unprocessableContent)
  }

  /// Nobody is ticked before the liaison does it: not everybody comes by bus.
  private func table(_ people: [MakeupPerson], _ chosen: Set<String>) -> HTML {
    DataTable(
      caption: "还没有预约的学生", columns: [.text("选"), .text("学生"), .text("班级"), .text("原因"), .text("收费", wide: true)],
      rows: people.prefix(VerificationLimits.groupHeads.upperBound * 2).map { person in
        [
          .html(MakeupWords.tick(person, isChecked: chosen.contains(person.id))),
          .text("\(person.label) \(person.studentNumber)"), .text(person.group.title),
          .text(MakeupWords.ground(person)), person.entitlement.map { .mark(MakeupWords.fee($0)) } ?? .text("—"),
        ]
      }, emptyText: "可以补拍的学生都已预约。"
    ).html
  }
}
