import GraduatePhotos

extension VerificationFile {
  /// What a file must agree on with itself.
  func checkItself() throws(VerificationRefusal) {
    guard disc.mode == .code || unmatchedRosterRows == nil else { throw .malformed(place: "unmatchedRosterRows") }
    var first: [String: Int] = [:]
    var counts: [String: (right: Int, found: Int)] = [:]
    for (index, person) in people.enumerated() {
      let position = index + 1
      if let earlier = first.updateValue(position, forKey: person.id) {
        throw .repeatedPerson(position: position, first: earlier)
      }
      guard checkers.indices.contains(person.checker) else { throw .malformed(place: "people[\(position)].checker") }
      if let contradiction = person.contradiction { throw .contradiction(position: position, contradiction) }
      if disc.mode == .code, person.mayNameSomebody { throw .personalDataInCodeMode(position: position) }
      let isRight = person.verdicts == [.right]
      counts[person.classID, default: (0, 0)].right += isRight ? 1 : 0
      counts[person.classID, default: (0, 0)].found += isRight ? 0 : 1
    }
    var firstClass: [String: Int] = [:]
    for (index, group) in classes.enumerated() {
      if let earlier = firstClass.updateValue(index + 1, forKey: group.id) {
        throw .repeatedClass(position: index + 1, first: earlier)
      }
      let found = counts.removeValue(forKey: group.id) ?? (0, 0)
      guard found.right == group.right, found.found == group.found, group.right + group.found + group.open == group.people
      else {
        throw .counts(classPosition: index + 1)
      }
    }
    if let index = people.firstIndex(where: { counts[$0.classID] != nil }) { throw .unknownPerson(position: index + 1) }
  }

  /// Whether the file is about this delivery and agrees with it.
  ///
  /// - Throws: `VerificationRefusal`, the first thing that does not fit.
  public func check(against delivery: ViewerDelivery) throws(VerificationRefusal) {
    guard disc.institutionCode == delivery.institutionCode else { throw .otherInstitution(code: disc.institutionCode) }
    guard disc.id == delivery.id, disc.number == delivery.number else {
      throw .otherDelivery(number: disc.number, expected: delivery.number)
    }
    guard disc.mode == delivery.mode, disc.contents == DiscViewer.contents(of: delivery),
      disc.batch.hasSameCodePoints(as: delivery.batch), disc.institutionName.hasSameCodePoints(as: delivery.institutionName)
    else { throw .otherContents }
    var persons: [String: (group: String, person: ViewerPerson)] = [:]
    for group in delivery.classes {
      for person in group.people { persons[person.id] = (group.id, person) }
    }
    let sizes = Dictionary(delivery.classes.map { ($0.id, $0.people.count) }, uniquingKeysWith: { first, _ in first })
    for (index, group) in classes.enumerated() {
      guard let size = sizes[group.id] else { throw .unknownClass(position: index + 1) }
      guard size == group.people else { throw .counts(classPosition: index + 1) }
    }
    // None stands there twice: `checkItself` saw to that.
    guard classes.count == delivery.classes.count else { throw .missingClasses(delivery.classes.count - classes.count) }
    for (index, verdict) in people.enumerated() {
      guard let known = persons[verdict.id], known.group == verdict.classID else { throw .unknownPerson(position: index + 1) }
      try verdict.check(against: known.person, columns: delivery.columns, position: index + 1)
      if let partner = verdict.partner, let id = partner.id {
        guard let known = persons[id]?.person else { throw .unknownPerson(position: index + 1) }
        let isOfThatPerson =
          partner.number.hasSameCodePoints(as: known.serial) || partner.number.hasSameCodePoints(as: known.code)
        guard disc.mode == .roster || isOfThatPerson else { throw .partnerNumber(position: index + 1) }
      }
    }
  }
}

extension PersonVerdict {
  /// In code mode nothing may be typed: a remark, a correction, or somebody who was not chosen from the disc.
  fileprivate var mayNameSomebody: Bool {
    !corrections.isEmpty || !note.isEmpty || (partner != nil && partner?.id == nil)
  }

  fileprivate func check(
    against person: ViewerPerson, columns: [RosterColumn], position: Int
  ) throws(VerificationRefusal) {
    if let found = contradiction(hasPicture: person.picture != nil) { throw .contradiction(position: position, found) }
    for correction in corrections {
      let old =
        correction.column == .plannedSerial
        ? person.serial : columns.firstIndex(of: correction.column).map { person.values[$0] }
      guard let old, old.hasSameCodePoints(as: correction.old) else {
        throw .otherData(position: position, field: correction.column.chineseName)
      }
    }
  }
}
