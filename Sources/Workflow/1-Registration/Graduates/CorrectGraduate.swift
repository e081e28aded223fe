import GraduatePhotos
import Storage

extension Transaction {
  /// Replaces a record by its corrected one as a new version (A7), for whoever judged it by the roster's rules.
  ///
  /// The student number is given up until `takeSlot` is asked: people may hand theirs to each other.
  ///
  /// - erratumID: what took the old version's place.
  func correctGraduate(
    _ record: StandingRecord, to entry: RosterEntry, _ place: RosterPlaceInCenter, because erratumID: String
  ) throws {
    let id = record.entry.key
    try replace(
      record, with: entry, place: place, importID: record.importID, keptFor: "\(Self.erratumMark)\(erratumID)", slot: id)
  }

  /// Begins what a version kept for an erratum bears as its import.
  static let erratumMark = "erratum:"
}
