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

  var complaint: ProofComplaint {
    ProofComplaint(
      isSomebodyElse: somebodyElse, photoFaults: faults.compactMap(PersonVerdict.PhotoFault.init(rawValue:)),
      corrections: corrections.compactMap { one in
        RosterColumn(rawValue: one.column).map { PersonVerdict.Correction(column: $0, old: one.old, new: one.new) }
      }, words: words)
  }
}
