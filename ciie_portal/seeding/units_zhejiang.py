"""Invented units of Ningbo and of Zhejiang for the demonstration."""

from __future__ import annotations

from ciie_portal.domain.certificate import DeliveryMethod
from ciie_portal.domain.wizard import Step
from ciie_portal.domain.work_unit import Category, Industry
from ciie_portal.seeding.plans import P, Plan, U

FOOD, EQUIPMENT, QUALITY, MEDICAL = "EA-FOOD", "EA-EQUIPMENT", "EA-QUALITY", "EA-MEDICAL"
LATE_PAPERS = "营业执照扫描件不清晰，请重新上传。"

NINGBO = (
    Plan("宁波澜舟进出口有限公司", "330212", "首南街道学士路128号", Industry.TRADE, (FOOD, QUALITY),
         "乳制品、橄榄油、葡萄酒", U.APPROVED, (P.UNPAID, P.UNPAID, P.UNPAID), 6.2, 1.1),
    Plan("宁波奉岭桃源农产品有限公司", "330213", "岳林街道中山东路66号", Industry.AGRICULTURE, (FOOD,),
         "种子、果蔬保鲜设备", U.APPROVED, (P.DELIVERED, P.FAILED, P.WAITING_FOR_REVIEW), 24, 2.3),
    Plan("宁波甬上鲜食品贸易有限公司", "330203", "中山西路215号", Industry.TRADE, (FOOD,),
         "冷冻海产、坚果", U.UNDER_REVIEW, (P.AWAITING_UNIT_REVIEW,) * 2, 14.3, 14.3),
    Plan("慈溪市杭湾电器制造有限公司", "330282", "观海卫镇工业西路39号",
         Industry.MANUFACTURING, (EQUIPMENT, QUALITY),
         "电机、注塑设备", U.UNDER_REVIEW, (P.AWAITING_UNIT_REVIEW,) * 3, 8.1, 8.1),
    Plan("宁波北仑海拓机械有限公司", "330206", "大碶街道灵江路518号", Industry.MANUFACTURING, (EQUIPMENT,),
         "数控机床、工业机器人", U.UNDER_REVIEW, (P.AWAITING_UNIT_REVIEW,) * 2, 3.2, 3.2),
    Plan("余姚市姚江源模具有限公司", "330281", "城东新区丰乐路17号", Industry.MANUFACTURING, (EQUIPMENT,),
         "模具钢、热流道", U.UNDER_REVIEW, (P.AWAITING_UNIT_REVIEW,), 1.1, 1.1),
    Plan("宁波镇海蓝桅化工有限公司", "330211", "招宝山街道沿江东路8号", Industry.MANUFACTURING, (QUALITY,),
         "香精香料原料", U.RETURNED, (P.RETURNED_BY_MISSION, P.AWAITING_UNIT_REVIEW), 5.2, 2.2,
         reason=LATE_PAPERS),
    Plan("象山渔光屿水产有限公司", "330225", "石浦镇金山路200号", Industry.AGRICULTURE, (FOOD,),
         "鱼粉、冷冻鱼", U.REJECTED, (P.AWAITING_UNIT_REVIEW,), 9.2, 4.1,
         reason="经营范围与进口采购无关，请补充说明采购计划。"),
    Plan("宁波镜湖医疗器械有限公司", "330212", "百丈东路799号", Industry.HEALTH, (MEDICAL,),
         "超声设备、体外诊断试剂", U.UNDER_REVIEW, (P.AWAITING_UNIT_REVIEW,) * 2, 6.3, 6.3),
    Plan("宁波镜湖医疗科技有限公司", "330203", "丽园北路801号", Industry.RESEARCH, (MEDICAL,),
         "体外诊断试剂", U.UNDER_REVIEW, (P.AWAITING_UNIT_REVIEW,), 4.2, 4.2,
         same_code_as="宁波镜湖医疗器械有限公司"),
)  # fmt: skip

ZHEJIANG = (
    Plan("温州瓯帆鞋材有限公司", "330302", "车站大道577号", Industry.MANUFACTURING, (QUALITY,),
         "皮革、鞋材", U.UNDER_REVIEW, (P.AWAITING_UNIT_REVIEW,) * 2, 11.2, 11.2),
    Plan("绍兴鉴水源纺织有限公司", "330602", "胜利东路368号", Industry.MANUFACTURING, (QUALITY, EQUIPMENT),
         "织机、亚麻原料", U.APPROVED, (P.WAITING_FOR_REVIEW,) * 2, 13, 9.2),
    Plan("杭州云栖谷生物科技有限公司", "330106", "转塘街道石龙山街18号", Industry.RESEARCH, (MEDICAL,),
         "实验室仪器、培养基", U.APPROVED, (P.COLLECTED, P.READY_FOR_COLLECTION), 28, 2.1,
         method=DeliveryMethod.COLLECTION),
    Plan("义乌市联稷进口商品有限公司", "330782", "福田街道银海路399号", Industry.TRADE, (FOOD, QUALITY),
         "食品、日用品", U.UNDER_REVIEW, (P.AWAITING_UNIT_REVIEW,) * 3, 4.1, 4.1),
    Plan("金华婺泽医学检验中心", "330702", "双龙南街811号", Industry.HEALTH, (MEDICAL,),
         "检验设备", U.UNDER_REVIEW, (P.AWAITING_UNIT_REVIEW,) * 2, 2.2, 2.2,
         category=Category.PUBLIC_INSTITUTION, code_of="TM-33-JH"),
    Plan("浙东跨境贸易研究会", "330681", "暨阳街道东二路55号", Industry.CULTURE, ("EA-SERVICES",),
         "行业调研", U.APPROVED, (P.UNPAID, P.LEFT_OUT), 10, 5.1,
         category=Category.SOCIAL_ORGANISATION, code_of="TM-33", reason="本分团名额已满。"),
    Plan("湖州南湾新区商务局", "330502", "龙王山路1188号",
         Industry.ADMINISTRATION, ("EA-SERVICES", EQUIPMENT),
         "招商与采购对接", U.APPROVED, (P.DISPATCHED, P.WAITING_FOR_REVIEW), 19, 3.1,
         category=Category.GOVERNMENT_ORGAN, code_of="TM-33"),
    Plan("台州黄岩橘源食品有限公司", "331003", "澄江街道橘乡大道2号", Industry.MANUFACTURING, (FOOD,),
         "果汁灌装设备", U.APPROVED, (P.UNPAID,), 12, 3.4,
         added=(P.AWAITING_UNIT_REVIEW, P.RETURNED_BY_MISSION)),
    Plan("丽水括苍山工艺品有限公司", "331102", "中东路88号", Industry.MANUFACTURING, (QUALITY,),
         "青瓷釉料", U.DRAFT, (P.DRAFT,), 3, 2.2, stops_at=Step.PEOPLE),
    Plan("舟山沈家屿远洋渔业有限公司", "330903", "沈家门街道滨港路201号",
         Industry.AGRICULTURE, (FOOD, EQUIPMENT),
         "船用设备", U.DRAFT, (P.DRAFT, P.DRAFT), 1.5, 1.1, stops_at=Step.CHECK),
)  # fmt: skip
