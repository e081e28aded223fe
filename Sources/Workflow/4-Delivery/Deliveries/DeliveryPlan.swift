import GraduatePhotos
import Paperwork

/// A delivery thought out: who is on which volume, in which class, and what is new; nothing of it is stored.
struct DeliveryPlan: Sendable {
  struct Class: Sendable {
    /// From 1.
    let number: Int
    let category: Category
    let department: String
    let classGroup: String
    /// In the order of the list.
    var people: [DeliveryPerson] = []
    /// The volume with its first portrait.
    var volume = 1

    var portraits: Int { people.count { $0.portraitID != nil } }
    var missing: Int { people.count - portraits }
  }

  let basis: DeliveryBasis
  let options: DeliveryOptions
  let volumes: [DeliveryVolume]
  let classes: [Class]
  /// Nil for the first delivery.
  let changes: DeliveryChanges?
  /// Class and volume of each person.
  private let places: [String: (classNumber: Int, volume: Int, path: String)]

  /// - Throws: `DeliveryRefusal` for what cannot be laid out, `DeliveryDeskRefusal` for a choice that is none.
  init(_ basis: DeliveryBasis, _ options: DeliveryOptions) throws {
    self.basis = basis
    self.options = try options.checked(in: basis.regime)
    let lines = basis.people.filter { $0.portraitID != nil }.map(\.line)
    volumes = try DeliveryVolume.split(try DeliveryLayout(key: self.options.key).place(lines), by: self.options.capacity)
    changes = basis.previous.map { DeliveryChanges(from: Self.past($0.lines, beside: lines), to: lines) }
    var places: [String: (classNumber: Int, volume: Int, path: String)] = [:]
    for volume in volumes {
      for photo in volume.photos { places[photo.line.internalNumber] = (0, volume.number, photo.path) }
    }
    var classes = Self.classes(of: basis.people)
    for index in classes.indices {
      classes[index].volume = classes[index].people.compactMap { places[$0.id]?.volume }.min() ?? 1
      for person in classes[index].people {
        let place = places[person.id]
        places[person.id] = (classes[index].number, place?.volume ?? classes[index].volume, place?.path ?? "")
      }
    }
    self.classes = classes
    self.places = places
  }

  var photoCount: Int { volumes.reduce(0) { $0 + $1.photos.count } }

  /// Nothing was released, replaced, corrected or withdrawn since the delivery before, and it was made the same way.
  var isUnchanged: Bool {
    guard let before = basis.previous, changes?.isEmpty ?? false else { return false }
    return before.key == options.key && before.capacity == options.capacity && before.isPlain == options.isPlain
  }

  /// Everybody in the order of positions: the portraits as they lie on the volumes, then the missing by class.
  var inOrder: [DeliveryPerson] {
    let people = Dictionary(basis.people.map { ($0.id, $0) }) { first, _ in first }
    let photos = volumes.flatMap(\.photos).compactMap { people[$0.line.internalNumber] }
    return photos + classes.flatMap { $0.people.filter { $0.portraitID == nil } }
  }

  func place(of personID: String) -> (classNumber: Int, volume: Int, path: String) { places[personID] ?? (0, 1, "") }

  func head(of volume: Int, number: String? = nil) -> Manifest.Head {
    Manifest.Head(
      deliveryNumber: number ?? basis.number, campaign: basis.campaign.plan.title, institutionCode: basis.institutionCode,
      volume: volume, volumeCount: volumes.count, date: basis.day, previous: basis.previous?.manifests)
  }

  /// Lines of the delivery before, to be compared: another picture has another serial, which is no correction of data.
  private static func past(_ lines: [DeliveryLine], beside now: [DeliveryLine]) -> [DeliveryLine] {
    let present = Dictionary(now.map { ($0.internalNumber, $0) }) { first, _ in first }
    return lines.map { line in
      guard let now = present[line.internalNumber], now.sha256 != line.sha256 else { return line }
      var line = line
      line.shotSerial = now.shotSerial
      return line
    }
  }

  private struct ClassKey: Hashable, Comparable {
    let category: Int
    let department: [UInt8]
    let classGroup: [UInt8]

    static func < (left: Self, right: Self) -> Bool {
      if left.category != right.category { return left.category < right.category }
      if left.department != right.department { return left.department.lexicographicallyPrecedes(right.department) }
      return left.classGroup.lexicographicallyPrecedes(right.classGroup)
    }
  }

  /// By category, department and class, code point for code point.
  private static func classes(of people: [DeliveryPerson]) -> [Class] {
    let groups = Dictionary(grouping: people) { person in
      ClassKey(
        category: Category.allCases.firstIndex(of: person.line.category) ?? 0, department: Array(person.line.department.utf8),
        classGroup: Array(person.line.classGroup.utf8))
    }
    return groups.sorted { $0.key < $1.key }.enumerated().compactMap { index, group in
      guard let line = group.value.first?.line else { return nil }
      return Class(
        number: index + 1, category: line.category, department: line.department, classGroup: line.classGroup,
        people: group.value.sorted { ($0.line.studentNumber, $0.id) < ($1.line.studentNumber, $1.id) })
    }
  }
}
