/// The files of Assets/ by their use and in the order in which they are bound.
enum AssetFiles {
  enum Use: Sendable {
    /// Part of the one style sheet.
    case sheet
    /// Part of the one module.
    case module
    /// Part of the module of the pages on which a class is verified.
    case verification
    /// Served by its own name.
    case single
  }

  struct File: Sendable {
    let name: String
    let use: Use
    let bytes: [UInt8]
  }

  static let all: [File] = [
    File(name: "tokens.css", use: .sheet, bytes: PackageResources.tokens_css),
    File(name: "elements.css", use: .sheet, bytes: PackageResources.elements_css),
    File(name: "frame.css", use: .sheet, bytes: PackageResources.frame_css),
    File(name: "card.css", use: .sheet, bytes: PackageResources.card_css),
    File(name: "mark.css", use: .sheet, bytes: PackageResources.mark_css),
    File(name: "table.css", use: .sheet, bytes: PackageResources.table_css),
    File(name: "form.css", use: .sheet, bytes: PackageResources.form_css),
    File(name: "steps.css", use: .sheet, bytes: PackageResources.steps_css),
    File(name: "bar.css", use: .sheet, bytes: PackageResources.bar_css),
    File(name: "notice.css", use: .sheet, bytes: PackageResources.notice_css),
    File(name: "copy.css", use: .sheet, bytes: PackageResources.copy_css),
    File(name: "when.css", use: .sheet, bytes: PackageResources.when_css),
    File(name: "slip.css", use: .sheet, bytes: PackageResources.slip_css),
    File(name: "calendar.css", use: .sheet, bytes: PackageResources.calendar_css),
    File(name: "calendar.js", use: .module, bytes: PackageResources.calendar_js),
    File(name: "door.css", use: .sheet, bytes: PackageResources.door_css),
    File(name: "camera.css", use: .sheet, bytes: PackageResources.camera_css),
    File(name: "release.css", use: .sheet, bytes: PackageResources.release_css),
    File(name: "verify.css", use: .sheet, bytes: PackageResources.verify_css),
    File(name: "errata.css", use: .sheet, bytes: PackageResources.errata_css),
    File(name: "proof.css", use: .sheet, bytes: PackageResources.proof_css),
    File(name: "public.css", use: .sheet, bytes: PackageResources.public_css),
    File(name: "doorway.css", use: .sheet, bytes: PackageResources.doorway_css),
    File(name: "page-print.css", use: .sheet, bytes: PackageResources.page_print_css),
    File(name: "oldest.js", use: .module, bytes: PackageResources.oldest_js),
    File(name: "table.js", use: .module, bytes: PackageResources.table_js),
    File(name: "draft.js", use: .module, bytes: PackageResources.draft_js),
    File(name: "check.js", use: .module, bytes: PackageResources.check_js),
    File(name: "copy.js", use: .module, bytes: PackageResources.copy_js),
    File(name: "upload.js", use: .module, bytes: PackageResources.upload_js),
    File(name: "live.js", use: .module, bytes: PackageResources.live_js),
    File(name: "verify-people.js", use: .verification, bytes: PackageResources.verify_people_js),
    File(name: "verify-saving.js", use: .verification, bytes: PackageResources.verify_saving_js),
    File(name: "verify-judging.js", use: .verification, bytes: PackageResources.verify_judging_js),
    File(name: "verify-findings.js", use: .verification, bytes: PackageResources.verify_findings_js),
    File(name: "verify-view.js", use: .verification, bytes: PackageResources.verify_view_js),
    File(name: "camera.js", use: .single, bytes: PackageResources.camera_js),
    File(name: "signature.js", use: .single, bytes: PackageResources.signature_js),
    File(name: "release.js", use: .single, bytes: PackageResources.release_js),
    File(name: "errata.js", use: .single, bytes: PackageResources.errata_js),
    File(name: "old.js", use: .single, bytes: PackageResources.old_js),
    File(name: "icon.svg", use: .single, bytes: PackageResources.icon_svg),
  ]
}
