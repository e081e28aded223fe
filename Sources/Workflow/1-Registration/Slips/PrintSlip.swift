import Foundation
import GraduatePhotos
import Paperwork
import Storage

extension CollectionCenter {
  /// Prints the newest version that was handed in; printed again, the same version is the same paper with the same number and QR.
  ///
  /// The foot carries the content's hash and the end of the campaign's journal at this moment (promise 8).
  /// - Throws: `SlipRefusal.notFound`, `SealRefusal.nothingHandedIn`, `PrintRefusal` when no font draws a character.
  public func printSlip(_ slipID: String, by printer: some PaperReader) async throws -> PrintedPaper {
    let print = try await records.write { transaction in
      let row = try transaction.slipRow(slipID, within: printer.paperReach)
      guard let subject = try transaction.slipSealSubject(slipID), let newest = try transaction.newestSlipBody(slipID) else {
        throw SealRefusal.nothingHandedIn(.slip)
      }
      return SlipPrint(
        moment: try transaction.paperMoment(of: subject, by: printer), slip: try RegistrationSlip(canonicalBody: newest.body),
        plan: try transaction.slipSurroundings(of: row).plan)
    }
    return PrintedPaper(paper: print.moment.paper, pdf: try await desks.prints.work { try print.pdf() })
  }
}

/// Everything that is on the page.
private struct SlipPrint: Sendable {
  let moment: PaperMoment
  let slip: RegistrationSlip
  let plan: CampaignPlan

  func pdf() throws -> [UInt8] { try page.pdf(moment.identity) }

  private var page: RegistrationSlipPaper {
    let isCenter = !slip.studyCenterName.isEmpty
    let counts = Category.allCases.map { category in
      RegistrationSlipPaper.Count(category: category.chineseName, heads: slip.headCounts[category] ?? 0)
    }
    return RegistrationSlipPaper(
      campaign: plan.title, institutionName: isCenter ? slip.displayName : slip.institutionName,
      institutionCode: slip.institutionCode, isCodeProvisional: InstitutionCode(stored: slip.institutionCode).isProvisional,
      address: [slip.address, slip.postcode].filter { !$0.isEmpty }.joined(separator: "　"), contact: slip.contactName,
      telephone: slip.telephone, secondTelephone: slip.secondTelephone,
      counts: counts, shootingPoints: slip.points.map(printed),
      receiver: RegistrationSlipPaper.Person(name: slip.receiver.name, telephone: slip.receiver.telephone),
      receiverAddress: [slip.receiver.address, slip.receiver.postcode].filter { !$0.isEmpty }.joined(separator: "　"),
      remark: slip.remark)
  }

  private func printed(_ point: ShootingPoint) -> RegistrationSlipPaper.ShootingPoint {
    RegistrationSlipPaper.ShootingPoint(
      place: [point.name, point.address].filter { !$0.isEmpty }.joined(separator: " "), leader: person(point.leader),
      coordinators: point.coordinators.map(person), confirmed: VenueItem.allCases.map { point.venue[$0] == true })
  }

  private func person(_ person: PointPerson) -> RegistrationSlipPaper.Person {
    RegistrationSlipPaper.Person(name: person.name, telephone: person.telephone)
  }
}
