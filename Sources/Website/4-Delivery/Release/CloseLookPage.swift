import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// One portrait, large, with what the photo check and the crew said of it: released, sent back, or left for later.
struct CloseLookPage: Sendable {
  let call: Call
  let clerk: Clerk

  private var campaignID: String { call.part("campaign") }

  /// On to the first that waits for this clerk.
  func first() async throws -> Response {
    let first = try await call.center.firstToRelease(
      campaignID: campaignID, institutionID: ReleaseWords.institution(call), by: clerk)
    return .redirect(toOwn: ReleaseWords.address(first.map { "/look/\($0)" } ?? "", call))
  }

  func show(errors: FormErrors = FormErrors(), status: HTTPResponse.Status = .ok) async throws -> Response {
    let frame = try await call.frame(campaign: campaignID, here: .delivery)
    let look: CloseLook
    do {
      look = try await call.center.lookClosely(
        at: call.part("person"), campaignID: campaignID, institutionID: ReleaseWords.institution(call), by: clerk)
    } catch ReleaseRefusal.changed {
      return .redirect(toOwn: ReleaseWords.address("", call, [("changed", "1")]))
    }
    let portrait = look.portrait
    let title = ReleaseWords.who(name: portrait.name, number: portrait.number, serial: portrait.serial)
    return frame.page(title, lead: lead(portrait), trail: ReleaseWords.trail(call), scripts: ["release.js"]) {
      ReleaseWords.returned(call)
      ErrorSummary(errors: errors).html
      Tag.div(.class("close-look")) {
        pictures(look, title)
        Tag.div(.class("stack")) {
          decision(look)
          findings(portrait)
          facts(look)
        }
      }
    }.response(status: status)
  }

  func decide(_ form: SubmittedForm) async throws -> Response {
    let seen = SeenPortrait(person: call.part("person"), shot: form.trimmed("shot"))
    let next = form.trimmed("next")
    // Behind the last one the sheet, which says what is left.
    func on(_ query: [(name: String, value: String)]) -> String {
      ReleaseWords.address(next.isEmpty ? "" : "/look/\(next)", call, query)
    }
    do {
      switch form.trimmed("act") {
      case "release":
        let outcome = try await call.center.release(
          [seen], campaignID: campaignID, operation: form.operation, by: clerk)
        guard outcome.changed.isEmpty else { throw ReleaseRefusal.changed }
      case let act:
        let reason = RetakeReason(rawValue: act)?.chineseName ?? form.trimmed("reason")
        try await call.center.returnToRetake(seen, because: reason, campaignID: campaignID, by: clerk)
        return .redirect(toOwn: on([("done", "returned")]))
      }
      return .redirect(toOwn: on([]))
    } catch ReleaseRefusal.changed {
      return .redirect(toOwn: ReleaseWords.address("", call, [("changed", "1")]))
    } catch let refusal as ReleaseRefusal {
      return try await show(errors: FormErrors(refusal, for: "reason"), status: .unprocessableContent)
    }
  }

  // MARK: - Pieces

  private func lead(_ portrait: PortraitToRelease) -> String {
    let place = [portrait.institution, portrait.turn.map(DayWords.name) ?? "名单外"].filter { !$0.isEmpty }
    return place.joined(separator: " · ") + "，第 \(portrait.visit) 场，拍摄序号 \(StationNumbers.serialText(portrait.serial))"
  }

  private func pictures(_ look: CloseLook, _ title: String) -> HTML {
    let shot = "\(ReleaseWords.base(call))/shots/\(look.portrait.seen.shot)"
    return Tag.div(.class("close-look-pictures")) {
      Tag.img(
        .class("portrait"), .src("\(shot)/portrait"), .set(.alt, "\(title) 的照片"), .set(.width, "480"), .set(.height, "640"))
      if look.hasReference {
        Tag.figure {
          Tag.img(
            .src("\(ReleaseWords.base(call))/look/\(look.portrait.seen.person)/reference"), .set(.alt, "入学照片"),
            .set(.loading, "lazy"))
          Tag.figcaption("入学照片")
        }
      }
      Tag.p { Tag.a("看原片", .href("\(shot)/original")) }
    }
  }

  private func decision(_ look: CloseLook) -> HTML {
    card("放行，还是重拍") {
      if look.isSeenByMe {
        Mark.look("您看过了，要由另一名制作员再看").html
      } else if look.eyes > 1 {
        Tag.p(look.portrait.looks > 0 ? "已有一人看过，您看过就放行。" : "这张照片要两人看：您看过后，等另一人看。", .class("soft"))
      }
      form(look) {
        Button.row {
          if !look.isSeenByMe {
            Tag.button(
              .class(Button.Look.primary.rawValue), .set(.type, "submit"), .set(.name, "act"), .set(.value, "release"),
              .data("press", "Enter")
            ) { keyed(look.eyes > look.portrait.looks + 1 ? "看过，可以放行" : "放行", "回车") }
          }
          if let next = look.next {
            Tag.a(
              .class(Button.Look.quiet.rawValue), .href(ReleaseWords.address("/look/\(next)", call)),
              .data("press", "ArrowRight")
            ) { keyed("先放着，看下一张", "→") }
          }
        }
      }
      form(look) {
        Tag.fieldset(.class("field")) {
          Tag.legend("退回重拍，因为")
          Button.row {
            for (index, reason) in RetakeReason.allCases.enumerated() {
              Tag.button(
                .class("button quiet small"), .set(.type, "submit"), .set(.name, "act"), .set(.value, reason.rawValue),
                .data("press", String(index + 1))
              ) { keyed(reason.chineseName, String(index + 1)) }
            }
          }
        }
      }
      // A form of its own: Enter in the field presses its button, and releases nothing.
      form(look) {
        FormField(
          "reason", "别的原因", isRequired: false, autocomplete: "off", lengthLimit: DeliveryDeskLimits.textCharacters
        ).html(error: nil)
        Button.row { Button.submit("按这个原因退回", .quiet, name: "act", value: "other") }
      }
    }
  }

  private func form(_ look: CloseLook, @HTMLBuilder content: () -> HTML) -> HTML {
    let seen = look.portrait.seen
    return Tag.form(.class("form"), .set(.method, "post"), .action(ReleaseWords.address("/look/\(seen.person)", call))) {
      CSRF.field(
        call.csrf, and: [("shot", seen.shot), ("next", look.next ?? ""), ("operation", RequestFacts.newID())])
      content()
    }
  }

  @HTMLBuilder private func keyed(_ verb: String, _ key: String) -> HTML {
    verb
    " "
    Tag.kbd(key)
  }

  @HTMLBuilder private func findings(_ portrait: PortraitToRelease) -> HTML {
    if !portrait.concerns.isEmpty || !portrait.problems.isEmpty {
      card("为什么要细看") {
        Tag.ul {
          for concern in ReleaseConcern.allCases where portrait.concerns.contains(concern) { Tag.li(concern.chineseName) }
          for problem in portrait.problems {
            Tag.li {
              problem.isFailure ? Mark.wrong("不合格").html : Mark.look("要人看").html
              " \(problem.chinese)"
              if let reason = portrait.overruled[problem.check] { Tag.small("　摄影员人工放行：\(reason)") }
            }
          }
        }
      }
    }
  }

  @HTMLBuilder private func facts(_ look: CloseLook) -> HTML {
    if !look.returned.isEmpty {
      card("以前退回过") { Tag.ul { for reason in look.returned { Tag.li(reason) } } }
    }
  }
}
