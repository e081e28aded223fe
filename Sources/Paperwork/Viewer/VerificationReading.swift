import Foundation
import GraduatePhotos

extension VerificationFile {
  /// Reads a result file and checks everything that it says about itself.
  ///
  /// Whether it fits a delivery is asked of `check(against:)`.
  public static func read(_ bytes: [UInt8]) throws(VerificationRefusal) -> VerificationFile {
    let content = try unsealed(bytes)
    let file: VerificationFile
    do {
      file = try JSONDecoder().decode(Wire.self, from: Data(content) + Data("}".utf8)).file
    } catch let refusal as VerificationRefusal {
      throw refusal
    } catch DecodingError.keyNotFound(let key, let context) {
      throw .malformed(place: StrictMembers.place(context.codingPath + [key]))
    } catch DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context) {
      throw .malformed(place: StrictMembers.place(context.codingPath))
    } catch {
      throw .notAResultFile
    }
    try file.checkItself()
    return file
  }

  /// The content before its hash, which must fit.
  private static func unsealed(_ bytes: [UInt8]) throws(VerificationRefusal) -> ArraySlice<UInt8> {
    guard !bytes.isEmpty else { throw .empty }
    guard bytes.count <= ViewerLimits.resultBytes else { throw .tooLarge(bytes: bytes.count) }
    guard bytes.starts(with: Array("{\"format\":\"\(format)\"".utf8)) else { throw .notAResultFile }
    let sealLength = sealOpening.count + 64 + sealClosing.count
    guard bytes.count > sealLength, bytes.suffix(sealClosing.count).elementsEqual(sealClosing) else { throw .cutOff }
    let end = bytes.count - sealLength
    let digits = end + sealOpening.count
    guard bytes[end..<digits].elementsEqual(sealOpening) else { throw .cutOff }
    guard bytes[digits..<digits + 64].elementsEqual(hash(bytes[..<end])) else { throw .altered }
    return bytes[..<end]
  }
}

/// The file's JSON; its version is asked before anything else.
private struct Wire: Decodable {
  let file: VerificationFile

  init(from decoder: any Decoder) throws {
    struct Head: Decodable { let version: Int }
    let version = try Head(from: decoder).version
    guard version == VerificationFile.version else { throw VerificationRefusal.version(version) }
    let members = try StrictMembers(
      decoder, known: ["format", "version", "disc", "checkers", "savedAt", "unmatchedRosterRows", "classes", "people"])
    let checkers = try members.list("checkers", limit: ViewerLimits.checkers, String.self)
    guard !checkers.isEmpty,
      checkers.allSatisfy({ !$0.isEmpty && VerdictLimits.isText($0, scalars: ViewerLimits.checkerScalars) })
    else { throw members.malformed("checkers") }
    file = VerificationFile(
      disc: try members.value("disc"), checkers: checkers, savedAt: try members.number("savedAt", in: ViewerLimits.times),
      unmatchedRosterRows: members.has("unmatchedRosterRows")
        ? try members.number("unmatchedRosterRows", in: 0..<ViewerLimits.rosterRows + 1) : nil,
      classes: try members.list("classes", limit: ViewerLimits.classes),
      people: try members.value("people", People.self).verdicts)
  }

  /// A file may hold nobody yet.
  private struct People: Decodable {
    let verdicts: [PersonVerdict]

    init(from decoder: any Decoder) throws {
      verdicts = try [PersonVerdict](from: decoder)
      guard verdicts.count <= ViewerLimits.people else {
        throw VerificationRefusal.tooMany(place: "people", limit: ViewerLimits.people)
      }
    }
  }
}

extension VerificationFile.Disc: Decodable {
  public init(from decoder: any Decoder) throws {
    let members = try StrictMembers(
      decoder, known: ["id", "number", "batch", "contents", "mode", "institutionCode", "institutionName"])
    self.init(
      id: try members.id("id"), number: try members.text("number"), batch: try members.text("batch"),
      contents: try members.text("contents"), mode: try members.word("mode"),
      institutionCode: try members.text("institutionCode"), institutionName: try members.text("institutionName"))
    let isHash =
      contents.utf8.count == 64 && contents.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    guard isHash else { throw members.malformed("contents") }
  }
}

extension VerificationFile.ClassCount: Decodable {
  public init(from decoder: any Decoder) throws {
    let members = try StrictMembers(decoder, known: ["id", "people", "right", "found", "open"])
    func count(_ name: String) throws -> Int { try members.number(name, in: 0..<ViewerLimits.people + 1) }
    self.init(
      id: try members.id("id"), people: try count("people"), right: try count("right"), found: try count("found"),
      open: try count("open"))
  }
}

extension PersonVerdict: Decodable {
  public init(from decoder: any Decoder) throws {
    let members = try StrictMembers(
      decoder,
      known: ["id", "class", "verdicts", "photo", "data", "partner", "note", "look", "rest", "checker", "at"])
    guard let look = Look(rawValue: try members.value("look")) else { throw members.malformed("look") }
    let verdicts = try members.words("verdicts", Verdict.self)
    guard !verdicts.isEmpty else { throw members.malformed("verdicts") }
    // What says nothing is left out, so that the same content has the same bytes.
    if members.has("rest"), try !members.value("rest", Bool.self) { throw members.malformed("rest") }
    if members.has("note"), try members.value("note", String.self).isEmpty { throw members.malformed("note") }
    self.init(
      id: try members.id("id"), classID: try members.id("class"), verdicts: verdicts,
      photoFaults: try members.words("photo"), corrections: try members.list("data", limit: RosterColumn.allCases.count),
      partner: members.has("partner") ? try members.value("partner") : nil,
      note: members.has("note") ? try members.text("note", scalars: ViewerLimits.noteScalars) : "", look: look,
      isOfTheRest: members.has("rest") ? try members.value("rest") : false,
      checker: try members.number("checker", in: 0..<ViewerLimits.checkers),
      at: try members.number("at", in: ViewerLimits.times))
  }
}

extension PersonVerdict.Correction: Decodable {
  public init(from decoder: any Decoder) throws {
    let members = try StrictMembers(decoder, known: ["field", "old", "new"])
    self.init(column: try members.word("field"), old: try members.text("old"), new: try members.text("new"))
  }
}

extension PersonVerdict.Partner: Decodable {
  public init(from decoder: any Decoder) throws {
    let members = try StrictMembers(decoder, known: ["id", "number"])
    self.init(id: members.has("id") ? try members.id("id") : nil, number: try members.text("number"))
  }
}
