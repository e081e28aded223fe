import GraduatePhotos

/// What a delivery must be to be written as a page.
enum ViewerRules {
  static func check(_ delivery: ViewerDelivery) throws(ViewerFault) {
    guard isID(delivery.id) else { throw .id(classIndex: nil, personIndex: nil) }
    let texts = [delivery.number, delivery.batch, delivery.campaign, delivery.institutionCode, delivery.institutionName]
    guard texts.allSatisfy(isText), !delivery.number.isEmpty else { throw .text(classIndex: nil, personIndex: nil) }
    guard delivery.mode == .roster || delivery.columns.isEmpty else {
      throw .namesInCodeMode(classIndex: nil, personIndex: nil)
    }
    guard delivery.classes.count <= ViewerLimits.classes else { throw .tooManyClasses(delivery.classes.count) }
    let people = delivery.classes.reduce(0) { $0 + $1.people.count }
    guard people <= ViewerLimits.people else { throw .tooManyPeople(people) }
    var groups: Set<String> = []
    var persons: Set<String> = []
    for (index, group) in delivery.classes.enumerated() {
      guard isID(group.id) else { throw .id(classIndex: index, personIndex: nil) }
      guard groups.insert(group.id).inserted else { throw .repeatedID(classIndex: index, personIndex: nil) }
      guard [group.category, group.department, group.name].allSatisfy(isText) else {
        throw .text(classIndex: index, personIndex: nil)
      }
      for (row, person) in group.people.enumerated() {
        try check(person, at: (index, row), in: delivery)
        guard persons.insert(person.id).inserted else { throw .repeatedID(classIndex: index, personIndex: row) }
      }
    }
  }

  private static func check(
    _ person: ViewerPerson, at place: (group: Int, row: Int), in delivery: ViewerDelivery
  ) throws(ViewerFault) {
    guard isID(person.id) else { throw .id(classIndex: place.group, personIndex: place.row) }
    guard delivery.mode == .roster || person.values.isEmpty else {
      throw .namesInCodeMode(classIndex: place.group, personIndex: place.row)
    }
    guard person.values.count == delivery.columns.count else {
      throw .valueCount(classIndex: place.group, personIndex: place.row)
    }
    guard (person.values + [person.code, person.serial]).allSatisfy(isText) else {
      throw .text(classIndex: place.group, personIndex: place.row)
    }
    if let picture = person.picture {
      guard isPath(picture.path) else { throw .path(classIndex: place.group, personIndex: place.row) }
    }
  }

  /// Letters, digits, dots, hyphens and underscores: an id needs no escaping anywhere.
  static func isID(_ text: String) -> Bool {
    (1...ViewerLimits.idCharacters).contains(text.utf8.count)
      && text.utf8.allSatisfy { byte in
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
        default: false
        }
      }
  }

  static func isText(_ text: String) -> Bool { VerdictLimits.isText(text) }

  private static func isPath(_ path: String) -> Bool {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    return (1...ViewerLimits.pathBytes).contains(path.utf8.count) && VerdictLimits.isText(path, scalars: ViewerLimits.pathBytes)
      && !path.contains("\\") && !path.contains(":") && parts.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }
  }
}
