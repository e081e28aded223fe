import Foundation
import GraduatePhotos

/// What is wrong, as it is sealed: canonical JSON, so that the same said twice is the same.
struct StoredComplaint: Codable, Sendable, Hashable {
  struct Correction: Codable, Sendable, Hashable {
    let column: String
    let old: String
    let new: String
  }

  let somebodyElse: Bool
  let faults: [String]
  let corrections: [Correction]
  let words: String

  init(_ complaint: ProofComplaint) {
    somebodyElse = complaint.isSomebodyElse
    faults = complaint.photoFaults.map(\.rawValue)
    corrections = complaint.corrections.map { Correction(column: $0.column.rawValue, old: $0.old, new: $0.new) }
    words = complaint.words
  }

  init(read bytes: [UInt8]) throws { self = try JSONDecoder().decode(Self.self, from: Data(bytes)) }

  func bytes() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(self))
  }

  /// Whether the same was typed; what stood there then is no part of it.
  func isSame(as typed: TypedComplaint?) -> Bool {
    guard let typed else { return false }
    let values = typed.newValues.map { ($0.key.rawValue, $0.value.trimmed) }.filter { !$0.1.isEmpty }
    return somebodyElse == typed.isSomebodyElse && Set(faults) == Set(typed.photoFaults.map(\.rawValue))
      && words.hasSameCodePoints(as: typed.words.trimmed) && corrections.count == values.count
      && values.allSatisfy { column, new in corrections.contains { $0.column == column && $0.new.hasSameCodePoints(as: new) } }
  }

  var complaint: ProofComplaint {
    ProofComplaint(
      isSomebodyElse: somebodyElse, photoFaults: faults.compactMap(PersonVerdict.PhotoFault.init(rawValue:)),
      corrections: corrections.compactMap { one in
        RosterColumn(rawValue: one.column).map { PersonVerdict.Correction(column: $0, old: one.old, new: one.new) }
      }, words: words)
  }
}
