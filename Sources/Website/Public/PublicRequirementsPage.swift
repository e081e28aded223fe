import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// 照片要求: the campaign's photo standard in words and numbers, with good and bad examples (N6).
struct PublicRequirementsPage: Sendable {
  let call: Call

  func show() async throws -> Response {
    let campaignID = call.part("campaign")
    let campaign = try await PublicAnswer.found { try await call.center.publicCampaign(campaignID) }
    let lead = campaign.standard.map { "本次采集按「\($0.name)」。姿势、表情、头发和衣着由你做到，其余由摄影员做到。" }
    let document = PublicFrame(under: campaign.plan.title, campaignID: campaignID, here: .requirements).page(
      "照片要求", lead: lead
    ) {
      examples(campaign.standard)
      if let standard = campaign.standard {
        list("你要做到的", standard.requirementsOfPeople)
        list("摄影员和程序做到的", standard.requirementsOfPicture)
        if !standard.source.isEmpty { Tag.p("依据：\(standard.source)", .class("soft")) }
      } else {
        Notice(kind: .look, title: "照片规范还没有公布", text: "上面的例子适用于多数规范。").html
      }
    }
    return PublicAnswer.page(document, to: call)
  }

  private func examples(_ standard: PhotoStandard?) -> HTML {
    let background = standard?.backgrounds.first?.name ?? ""
    return fragment {
      for isGood in [true, false] {
        card(isGood ? "这样是对的" : "这样要重拍") {
          Tag.ul(.class("examples")) {
            for example in ExamplePicture.all where example.isGood == isGood { Tag.li { figure(example) } }
          }
          if isGood, !background.isEmpty, !background.hasPrefix("浅蓝") {
            Tag.p("例子用浅蓝背景；这次采集的背景是\(background)。", .class("soft"))
          }
        }
      }
      Tag.p("例子里是公开图像集的志愿者（CC BY 4.0，出处见程序的 NOTICE），错的是用程序改成的。", .class("soft"))
    }
  }

  private func figure(_ example: ExamplePicture) -> HTML {
    Tag.figure {
      Tag.img(
        .src(AssetShelf.shared.asset(named: example.fileName)?.address ?? ""), .set(.alt, example.alternative),
        .set(.width, ExamplePicture.widthPixels), .set(.height, ExamplePicture.heightPixels), .set(.loading, "lazy"))
      Tag.figcaption {
        (example.isGood ? Mark.right(example.title) : Mark.wrong(example.title)).html
        Tag.p(example.reason)
      }
    }
  }

  private func list(_ heading: String, _ requirements: [PhotoRequirement]) -> HTML {
    var facts = DescriptionList()
    for requirement in requirements { facts.add(requirement.title, requirement.sentence, remark: requirement.measure) }
    return card(heading) { facts.html }
  }
}
