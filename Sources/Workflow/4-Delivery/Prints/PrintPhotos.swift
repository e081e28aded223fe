import Foundation
import GraduatePhotos
import Paperwork
import Storage

extension CollectionCenter {
  /// Photos with their data below (A3), of a class, a department or a whole institution, as one PDF or one ZIP of JPEGs.
  ///
  /// In roster mode numbers stand in full where the campaign prints them: one journal line for each class (promise 7). Whoever cannot be
  /// printed is named on the sheet or in a list inside the ZIP; the others are printed.
  ///
  /// - institutionID: for the head office; others print their own.
  /// - department, classGroup: nil for all.
  /// - Throws: `PhotoPrintRefusal`, `CaptionRefusal.setting`, `PrintRefusal` when a heading cannot be drawn, `DeskRefusal`.
  public func printPhotos(
    _ product: PhotoProduct, campaignID: String, institutionID: String? = nil, department: String? = nil,
    classGroup: String? = nil, by printer: any PhotoPrinter
  ) async throws -> PreparedFile {
    let scope = printer.printScope
    guard let institution = institutionID ?? scope.institutionID else { throw PhotoPrintRefusal.noInstitution }
    let place = GraduatePlace(
      campaignID: campaignID, institutionID: institution, department: department, classGroup: classGroup)
    let plan = try await records.read { try $0.storedCampaign(campaignID).plan }
    switch plan.regime {
    case .roster:
      return try await printPhotos(product, plan, place, by: printer) { transaction, institution in
        try transaction.printedGraduates(place, scope, at: institution)
      }
    case .code:
      return try await printPhotos(product, plan, place, by: printer) { transaction, _ in
        try transaction.printedCodes(place, scope)
      }
    }
  }

  private func printPhotos<Caption: PhotoCaption>(
    _ product: PhotoProduct, _ plan: CampaignPlan, _ place: GraduatePlace, by printer: any PhotoPrinter,
    _ load: @escaping @Sendable (Transaction, RosterPlaceInCenter) throws -> [PrintedPerson<Caption>]
  ) async throws -> PreparedFile {
    let (institution, people) = try await records.write { transaction in
      let found = try transaction.rosterPlace(campaignID: place.campaignID, institutionID: place.institutionID ?? "").place
      let people = try load(transaction, found)
      guard people.contains(where: { (try? $0.portrait.get()) != nil }) else { throw PhotoPrintRefusal.nobody }
      guard people.count <= CaptionLimits.people else {
        throw PhotoPrintRefusal.tooMany(people: people.count, limit: CaptionLimits.people)
      }
      if product != .labels {
        for group in people.byClass() {
          try transaction.journal(
            .classOpened(
              institutionID: found.institutionID, department: group[0].turn.department,
              classGroup: group[0].turn.classGroup, rows: group.count, campaignID: place.campaignID,
              why: "photos-\(product.name)"), by: printer)
        }
      }
      return (found, people)
    }
    let classes = try await captioned(people, at: institution, withPictures: product != .labels)
    let path = PreparedFile.newPath(in: spool, identifier())
    let now = try await now()
    let setting = plan.captions ?? .standard
    try await desks.prints.work {
      try PhotoPrintWork(product: product, classes: classes, setting: setting, day: CalendarDay(milliseconds: now))
        .write(to: path, createdAt: now / 1_000)
    }
    let what = String(product.chineseName.prefix { $0 != "（" }).replacing("，", with: "_")
    let whose = [place.department, place.classGroup].compactMap { $0 }.joined(separator: "_")
    let name = [institution.institutionCode, whose, what].filter { !$0.isEmpty }.joined(separator: "_")
    return PreparedFile(
      path: path, fileName: "\(name).\(product.isArchive ? "zip" : "pdf")",
      contentType: product.isArchive ? "application/zip" : PreparedFile.pdf)
  }

  /// People by class with their portraits opened, one after the other.
  func captioned<Caption: PhotoCaption>(
    _ people: [PrintedPerson<Caption>], at institution: RosterPlaceInCenter, withPictures: Bool
  ) async throws -> [CaptionedClass<Caption>] {
    var classes: [CaptionedClass<Caption>] = []
    for group in people.byClass() {
      var photos: [CaptionedPhoto<Caption>] = []
      for person in group {
        let picture: CaptionedPhoto<Caption>.Picture
        switch person.portrait {
        case .failure(let none): picture = .missing(none.reason)
        case .success(let file):
          picture = .portrait(withPictures ? try await portrait(file, serial: person.caption.shotSerial) : [])
        }
        photos.append(CaptionedPhoto(id: person.id, caption: person.caption, picture: picture))
      }
      classes.append(
        CaptionedClass(
          heading: ClassHeading(
            institution: institution.institutionName, department: group[0].turn.department,
            classGroup: group[0].turn.classGroup, deliveryNumber: ""), people: photos))
    }
    return classes
  }

  private func portrait(_ fileID: String, serial: String) async throws -> [UInt8] {
    do { return try await open(.packetFiles, fileID) } catch is PhotoStoreError {
      throw PhotoPrintRefusal.portraitUnreadable(serial: serial)
    }
  }
}
