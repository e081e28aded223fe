import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// Takes verdicts: one at a time from the keys or the form, and the rest of a class at once.
struct VerdictActs: Sendable {
  let call: Call
  let verifier: any ClassVerifier

  private var address: ClassCheckAddress { call.classCheckAddress }
  /// Our own script asks and shows the words itself.
  private var wantsJSON: Bool { call.request.headers[.accept]?.contains("application/json") == true }

  /// Somebody with what is looked at: id, number of the portrait, version of the record.
  static func seen(_ person: CheckedPerson) -> String {
    "\(person.id) \(person.portrait?.number ?? 0) \(person.recordVersion)"
  }

  func give(_ form: SubmittedForm) async throws -> Response {
    guard let typed = Self.typed(form) else { throw HTTPError(.badRequest) }
    do {
      _ = try await call.center.giveVerdict(
        typed, campaignID: address.campaignID, operation: form.operation, by: verifier)
    } catch let refusal as ClassCheckRefusal {
      return try await refused(refusal, form)
    }
    if wantsJSON { return .json(["done": "yes"]) }
    return .redirect(toOwn: WebAddress.path(address.home + "/class", query: back(form) + [("done", "saved")]))
  }

  func giveRest(_ form: SubmittedForm) async throws -> Response {
    let seen = form.values("seen").compactMap(Self.seen)
    do {
      let outcome = try await call.center.giveRest(
        seen, of: form.checkedClass, campaignID: address.campaignID, operation: form.operation, by: verifier)
      if wantsJSON { return .json(["done": "yes", "changed": outcome.changed.joined(separator: " ")]) }
      let done = outcome.changed.isEmpty ? "rest" : "rest-changed"
      return .redirect(toOwn: WebAddress.path(address.home + "/class", query: back(form) + [("done", done)]))
    } catch let refusal as ClassCheckRefusal {
      return try await refused(refusal, form)
    }
  }

  private func back(_ form: SubmittedForm) -> [(name: String, value: String)] {
    [("department", form["department"] ?? ""), ("class", form["class"] ?? ""), ("page", form["page"] ?? "")]
  }

  private func refused(_ refusal: ClassCheckRefusal, _ form: SubmittedForm) async throws -> Response {
    guard !wantsJSON else {
      return .json(
        ["error": refusal.sentence, "code": refusal.code],
        status: .unprocessableContent)
    }
    return try await ClassCheckPage(call: call, reader: verifier).show(
      form.checkedClass, page: Int(form["page"] ?? ""), refused: (form, refusal))
  }

  /// Nil when it names nobody.
  private static func typed(_ form: SubmittedForm) -> TypedVerdict? {
    guard let person = seen(form.trimmed("person")) else { return nil }
    let verdicts = form.values("verdict").compactMap { PersonVerdict.Verdict(rawValue: $0) }
    var typed = TypedVerdict(
      person: person.person, verdicts: verdicts, portraitNumber: person.portraitNumber, recordVersion: person.recordVersion)
    typed.photoFaults = form.values("fault").compactMap { PersonVerdict.PhotoFault(rawValue: $0) }
    for column in CheckedPerson.columns {
      let value = form["new-\(column.code)"] ?? ""
      // A value that should be empty is said in a field of its own: an empty one says nothing.
      if !value.isEmpty || form.values("cleared").contains(column.code) { typed.newValues[column] = value }
    }
    typed.partner = form["partner"] ?? ""
    typed.note = form["note"] ?? ""
    typed.look = PersonVerdict.Look(rawValue: Int(form["look"] ?? "") ?? 0) ?? .never
    return typed
  }

  private static func seen(_ text: String) -> SeenPerson? {
    let parts = text.split(separator: " ")
    guard parts.count >= 3, let portrait = Int(parts[1]), let version = Int64(parts[2]) else { return nil }
    let look = parts.count > 3 ? Int(parts[3]) ?? 0 : 0
    return SeenPerson(
      person: String(parts[0]), portraitNumber: portrait, recordVersion: version,
      look: PersonVerdict.Look(rawValue: look) ?? .never)
  }
}
