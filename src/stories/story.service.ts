import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type SelectQueryBuilder } from 'typeorm';
import type { Viewer } from '../access/viewer.js';
import { type Page, pageOf } from '../platform/paging.js';
import { notFound } from '../platform/refusal.js';
import { Story } from './story.entity.js';
import type { StoriesArgs } from './story.input.js';
import { statesOpenTo } from './story.rules.js';

@Injectable()
export class StoryService {
  constructor(@InjectDataSource() private readonly database: DataSource) {}

  /** One story, as far as the viewer may read it. Refuses with NOT_FOUND. */
  async find(id: string, viewer: Viewer): Promise<Story> {
    const story = await this.readable(viewer).andWhere('story.id = :id', { id }).getOne();
    if (!story) throw notFound('story');
    return story;
  }

  list({ pilotId, kind, language, ...page }: StoriesArgs, viewer: Viewer): Promise<Page<Story>> {
    const query = this.readable(viewer);
    if (pilotId != null) query.andWhere('story.pilotId = :pilotId', { pilotId });
    if (kind != null) query.andWhere('story.kind = :kind', { kind });
    if (language != null) query.andWhere('story.language = :language', { language });
    return pageOf(query, page);
  }

  private readable({ workspaceId, role }: Viewer): SelectQueryBuilder<Story> {
    return this.database
      .getRepository(Story)
      .createQueryBuilder('story')
      .innerJoin('story.pilot', 'pilot')
      .where('story.workspaceId = :workspaceId', { workspaceId })
      .andWhere('pilot.state IN (:...states)', { states: statesOpenTo(role) });
  }
}
